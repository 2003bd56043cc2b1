/** Where a hub of any kind (in this process, or launched) can be reached. */
export interface Doors {
  /** http://127.0.0.1:… */
  readonly http: string;
  /** mqtt://127.0.0.1:… */
  readonly mqtt: string;
  /** ws://127.0.0.1:…/mqtt */
  readonly ws: string;
  readonly home: string;
  /** Token of the start link. */
  readonly claim: string;
}
