/** Who does something, and for which request of the page: the audit trail's first columns. */
export interface Actor {
  readonly osUser: string
  readonly operator: string
  readonly requestId: string
}
