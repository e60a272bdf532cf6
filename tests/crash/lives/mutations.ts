import type { Mutation } from '../bundle'
import type { Proof } from '../mutations'
import type { Trials } from '../plans'
import { mixedLife } from './plans'

/** So many seeds at most, should the one that was known to bring a mistake to light no longer do so. */
const most = 60

function lives(known: number): Trials {
  return async function* (program, profiles) {
    yield* mixedLife(known)(program, profiles)
    for (let seed = 1; seed <= most; seed += 1) if (seed !== known) yield* mixedLife(seed)(program, profiles)
  }
}

/** @param seed by which it is known to be found */
function proof(seed: number, complaint: RegExp, name: string, ...changes: Mutation['changes']): Proof {
  return { mutation: { name, changes }, trials: lives(seed), complaint }
}

const sending = 'electron/charging/modifications/sending.ts'

/** Mistakes about links and modifications that only a mixed life can bring to light: one for each thing that must hold. */
export const livesProofs: readonly Proof[] = [
  proof(
    1268,
    /^CHARGED TWICE: /,
    'a charge that was not answered is sent once more, without the strict toggle',
    {
      file: 'electron/charging/sending.ts',
      from: 'const answer = await payOnce(departure)',
      to: `let answer = await payOnce(departure)
    if (answer.kind === 'no_answer') answer = await payOnce(departure)`
    },
    {
      file: 'electron/dintero/client.ts',
      from: "'Dintero-Feature-Toggles': 'strict-merchant-reference',",
      to: ''
    }
  ),
  proof(3368, /^DONE TOO OFTEN: /, 'a capture or refund that was not answered is sent once more', {
    file: sending,
    from: 'const answer = await modifyOnce(dintero, sent, body)',
    to: `let answer = await modifyOnce(dintero, sent, body)
    if (answer.kind === 'no_answer') answer = await modifyOnce(dintero, sent, body)`
  }),
  proof(2468, /^TOO MUCH: /, 'what is left to capture or give back is not looked at', {
    file: 'electron/charging/modifications/preparing.ts',
    from: 'if (amount > most) throw',
    to: 'if (amount > most && amount > 1e9) throw'
  }),
  proof(97, /^BESIDE A LINK: /, 'an open link of the same customer is no obstacle', {
    file: 'electron/charging/duplicates.ts',
    from: "stopAtSameMoney('link_open', links, of)",
    to: ''
  }),
  proof(45, /^REPEATED: /, 'what was charged a moment ago is no repetition', {
    file: 'electron/charging/duplicates.ts',
    from: 'if (windowHours === 0) return',
    to: 'if (windowHours > 0) return'
  }),
  proof(3225, /^WRONGLY SHOWN: .* was shown as refused/, 'every error of Dintero is taken for a refusal', {
    file: 'shared/modification-outcome.ts',
    from: "refusals.includes(status) ? 'refused' : 'unknown'",
    to: "status > 0 ? 'refused' : 'unknown'"
  }),
  proof(671, /^WRONGLY SHOWN: .* was shown as succeeded/, 'what was only taken in is taken for done', {
    file: 'shared/modification-outcome.ts',
    from: `    state: 'pending',
    eventRequestId: eventRequestId ??`,
    to: `    state: 'succeeded',
    eventRequestId: eventRequestId ??`
  }),
  proof(
    47,
    /^DIFFERS: the ledger has the link .* as not_made/,
    'a link whose answer was lost is taken for not made',
    {
      file: 'electron/charging/links/judging.ts',
      from: "return happening(link, 'lost', kind, 'no answer'",
      to: "return happening(link, 'not_made', kind, 'no answer'"
    }
  ),
  proof(
    756,
    /^LOST: Dintero has the (?:CAPTURE|REFUND) /,
    'a modification is written down after its request',
    {
      file: sending,
      from: '    return ledger.write(async (tables) => {\n      await requireAccount(tables, authority)',
      to: `    const reference = modificationReference(draft.kind, this.#parts.clock())
    await dintero.modify(draft.kind, transactionId, modificationBody({ ...draft, reference }))
    return ledger.write(async (tables) => {
      await requireAccount(tables, authority)`
    }
  ),
  proof(
    5,
    /^UNRESOLVED: the (?:capture|void|refund) /,
    'a crash between request and answer is not sorted out',
    {
      file: 'electron/charging/modifications/engine.ts',
      from: 'if (!isKnown) await this.#recording.lost(id)',
      to: ''
    },
    {
      file: 'electron/charging/modifications/engine.ts',
      from: "inStates(['sent', 'pending', 'unknown'])",
      to: "inStates(['pending', 'unknown'])"
    }
  ),
  proof(13008, /^STRANDED: /, 'what left no trace is not looked for again', {
    file: 'electron/charging/modifications/backoff.ts',
    from: "if (state === 'sent' || state === 'pending' || state === 'unknown') return nextLookup(lookups, now)",
    to: "if (state === 'sent' || state === 'pending') return nextLookup(lookups, now)\n  if (state === 'unknown') return null"
  }),
  proof(83, /^SUMS: /, 'what was captured and given back is read once and never again', {
    file: 'shared/transaction-money.ts',
    from: `    captured: now.captured ?? (isSame ? before.captured : null),
    refunded: now.refunded ?? (isSame ? before.refunded : null)`,
    to: `    captured: before.captured ?? (isSame ? now.captured : now.captured),
    refunded: before.refunded ?? now.refunded`
  }),
  proof(180, /^STANDING: link-/, 'a link keeps the status with which it was paid', {
    file: 'electron/charging/links/judging.ts',
    from: 'transactionStatus: transaction.status ?? link.transactionStatus,',
    to: 'transactionStatus: link.transactionStatus ?? transaction.status,'
  }),
  proof(1311, /^TAKEN BACK: /, 'the page is told of an answer before it is on disk', {
    file: sending,
    from: 'return this.#recording.answered(sent.id',
    to: `this.#parts.onModification({ ...modificationRowOf(sent, false), state: outcome.state })
    return this.#recording.answered(sent.id`
  }),
  proof(
    83,
    /^AUDIT: the trail's last word of modificationId/,
    'the end of a modification is kept out of the audit trail',
    {
      file: 'electron/charging/modifications/recording.ts',
      from: '      if (action !== null)\n',
      to: "      if (action !== null && action !== 'modification_answered' && action !== 'modification_decided')\n"
    }
  ),
  proof(8, /^NOT STORED: /, 'a card that was enrolled is named and not stored', {
    file: 'electron/charging/links/following.ts',
    from: 'return this.#parts.storeCard(link, transaction.id)',
    to: "return Promise.resolve('card-1')"
  })
]
