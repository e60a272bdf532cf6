/** What goes wrong with one request, asked for by kind. */
export class Plan<Fault extends { readonly kind: string }> {
  readonly #faults: readonly Fault[]

  constructor(faults: readonly Fault[]) {
    this.#faults = faults
  }

  find<Kind extends Fault['kind']>(kind: Kind): Extract<Fault, { kind: Kind }> | undefined {
    return this.#faults.find((fault): fault is Extract<Fault, { kind: Kind }> => fault.kind === kind)
  }

  has(kind: Fault['kind']): boolean {
    return this.#faults.some((fault) => fault.kind === kind)
  }
}
