import type { Settings } from '../../shared/settings'
import { TrekkError } from '../../shared/result'
import { fieldText } from '../../shared/text'

/** Who is at the desk, by name: the audit trail names the OS user, which may be everybody's. */
export class Named {
  readonly #settings: () => Settings

  constructor(settings: () => Settings) {
    this.#settings = settings
  }

  /** The name of the person who vouches for something. @throws TrekkError `operator_missing` at `operatorName` */
  require(): string {
    const name = fieldText(this.#settings().operatorName)
    if (name !== '') return name
    throw new TrekkError('operator_missing', 'nobody has said who is at the desk', {
      fields: [{ field: 'operatorName', problem: 'missing' }]
    })
  }
}
