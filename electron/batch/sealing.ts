import type { TokenSeals } from '../accounts/token-seals'
import type { AccountRecord } from '../ledger/accounts'
import type { StagedCard } from '../ledger/staging/staging'
import type { DraftSetting } from './drafts/setting'
import type { Files } from './files'

/** Tokens sealed at a time, so that nothing waits for it. */
const atATime = 200

/**
 * Seals the tokens that a file brings along: nothing of it is kept before they are.
 * @throws TrekkError as `FileDesk.newTokens`; keychain codes
 */
export async function sealTokens(
  files: Files,
  seals: Pick<TokenSeals, 'seal'>,
  { id: accountId, secretHome }: AccountRecord,
  batchId: string,
  setting: DraftSetting
): Promise<StagedCard[]> {
  const cards: StagedCard[] = []
  for (;;) {
    const some = await files.ask('newTokens', batchId, setting, cards.length, atATime)
    if (some.length === 0) return cards
    for (const { cardId, token, fingerprint } of some)
      cards.push({ cardId, fingerprint, sealed: await seals.seal(secretHome, token, { accountId, cardId }) })
  }
}
