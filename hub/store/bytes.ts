/** Written as a Buffer; libsql gives it back as an ArrayBuffer: read it with `bytesOf`. */
export type Bytes = Buffer | ArrayBuffer;
export const bytesOf = (bytes: Bytes): Buffer => (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes));
