// What the HTTP doors beside the operations take and give: for the server that parses, and for the document that describes.
import { givenNameSchema, nameSchema } from '#protocol/names.ts';
import { roleSchema } from '#protocol/permissions.ts';
import { z } from '#protocol/zod.ts';

export const claimSchema = z.object({ token: z.string().min(1).max(128).meta({ secret: true }), name: givenNameSchema });
export const claimedSchema = z.object({ client: nameSchema, secret: z.string().meta({ secret: true }), role: roleSchema });

/** Who the cookie or the credentials name. */
export const whoSchema = z.object({
  client: nameSchema,
  name: givenNameSchema,
  role: roleSchema,
  rooms: z.array(nameSchema),
  home: nameSchema,
  build: z.string(),
});

export const healthSchema = z.object({ status: z.enum(['ok', 'starting']) });
