import type { Operation, Provider } from '../../../shared/card'
import { wordKey } from './word-key'

/*
 * The words of fields that take one of a few: English, Norwegian, Swedish, Danish, and what systems write.
 */

type Words<T> = ReadonlyMap<string, T>

function wordsOf<T>(...entries: readonly (readonly [T, readonly string[]])[]): Words<T> {
  return new Map(entries.flatMap(([value, words]) => words.map((word) => [wordKey(word), value] as const)))
}

/** Providers, by the names of their products and of the companies behind them. */
export const providerWords: Words<Provider> = wordsOf<Provider>(
  ['payex', ['payex', 'payex.creditcard', 'swedbank', 'swedbank pay', 'swedbankpay', 'swedbank payex']],
  ['bambora', ['bambora', 'bambora.creditcard', 'worldline', 'bambora worldline']],
  ['dintero_psp', ['dintero_psp', 'dintero', 'dintero psp', 'dintero_psp.creditcard', 'dintero payments']]
)

/** `MIT` is in neither: both operations are initiated by the merchant. */
export const operationWords: Words<Operation> = wordsOf<Operation>(
  [
    'recurring_purchase',
    [
      ...[
        'recurring',
        'recurring_purchase',
        'recurring charge',
        'recurring payment',
        'subscription',
        'recurrence'
      ],
      ...[
        'gjentakende',
        'gjentagende',
        'gjentakende kjøp',
        'abonnement',
        'abonnementer',
        'løpende',
        'periodisk'
      ],
      ...[
        'fast',
        'fast betaling',
        'fast trekk',
        'återkommande',
        'återkommande köp',
        'abonnemang',
        'prenumeration'
      ],
      ...['löpande', 'tilbagevendende', 'tilbagevendende køb', 'løbende', 'recurring mit', 'mit recurring']
    ]
  ],
  [
    'unscheduled_purchase',
    [
      ...[
        'unscheduled',
        'unscheduled_purchase',
        'unscheduled charge',
        'ucof',
        'one-off',
        'one off',
        'single'
      ],
      ...[
        'one-time',
        'ikke planlagt',
        'ikke-planlagt kjøp',
        'uplanlagt',
        'enkelt',
        'enkeltkjøp',
        'engangskjøp'
      ],
      ...[
        'enkeltbelastning',
        'engangs',
        'engangstrekk',
        'oplanerad',
        'oplanerat köp',
        'engångs',
        'engångsköp'
      ],
      ...['ikke planlagt køb', 'engangskøb', 'enkeltkøb', 'unscheduled mit', 'mit unscheduled']
    ]
  ]
)

/** Words that may mean either operation. */
export const doubtfulOperations: ReadonlySet<string> = new Set([
  'mit',
  'merchant initiated',
  'merchant initiated transaction'
])

/** Yes and no, also as spreadsheets of the four languages write them. */
export const booleanWords: Words<boolean> = wordsOf<boolean>(
  [true, ['yes', 'y', 'true', '1', 'x', 'on', 'ja', 'j', 'sann', 'sant', 'sand', 'på', 'til']],
  [false, ['no', 'n', 'false', '0', 'off', 'nei', 'nej', 'usann', 'usant', 'falsk', 'falskt', 'av', 'fra']]
)
