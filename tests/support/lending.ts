interface Lendable {
  /** @returns false where it is of no use to anybody else */
  tidy(): Promise<boolean>
  end(): Promise<void>
}

/** Something dear that is made when it is first needed and lent to one after another until somebody spoils it. */
export class Lending<T extends Lendable> {
  readonly #make: () => Promise<T>
  #current: T | null = null

  constructor(make: () => Promise<T>) {
    this.#make = make
  }

  async take(): Promise<T> {
    this.#current ??= await this.#make()
    return this.#current
  }

  /** @param spoilt whether nobody knows what state it is in, as after a test that failed */
  async giveBack(spoilt: boolean): Promise<void> {
    if (spoilt || !(await this.#current?.tidy())) await this.end()
  }

  async end(): Promise<void> {
    const ending = this.#current
    this.#current = null
    await ending?.end()
  }
}
