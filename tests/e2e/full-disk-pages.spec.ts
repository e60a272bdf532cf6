import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { everyCharge, type ChargeDraft } from '../../shared/charge'
import { openLedger } from '../../electron/ledger/ledger'
import { test } from '../support/disk-fixture'
import { engine } from '../support/engine'
import { expect } from '../support/fixtures'
import { aCard, knowCard } from '../support/stored-cards'
import { usedCard, writeUsedLedger } from '../support/used-ledger'

const everything = { ...everyCharge, offset: 0, limit: 10 }
const draft = {
  cardId: usedCard.id,
  operation: 'unscheduled_purchase' as const,
  amount: 129_990,
  currency: 'NOK',
  lines: [],
  email: '',
  phone: '',
  autoCapture: true,
  retryOf: null
} satisfies Omit<ChargeDraft, 'merchantReference'>

// Without the app, so that a disk can fill up at every single page a charge writes.
test('whatever page of a charge is the first without room, Dintero and the ledger agree in the end', async ({
  disk,
  dintero
}) => {
  knowCard(dintero.simulator, { ...aCard('Kari Nordmann'), token: usedCard.token })
  const prepared = join(disk.path, 'prepared')
  mkdirSync(prepared)
  await writeUsedLedger(prepared, 1)
  const seen = new Set<string>()
  for (let pages = 0; !seen.has('succeeded'); pages += 1) {
    const folder = join(disk.path, `with-${pages}`)
    const reference = `order-${pages}`
    cpSync(prepared, folder, { recursive: true })
    const ledger = await openLedger({ folder, clock: Date.now })
    const { service } = engine(ledger, dintero)
    const { reviewId } = await service.review({ ...draft, merchantReference: reference })
    disk.fill(pages)
    const outcome = await service.submit(reviewId).then(
      ({ state }) => state,
      (error: unknown) => {
        expect(error).toMatchObject({ code: 'storage_full' })
        return 'refused by the disk'
      }
    )
    const sent = dintero.simulator.authorisations(reference)
    disk.free()
    await ledger.close()

    const after = await openLedger({ folder, clock: Date.now })
    const { service: next, reconciler } = engine(after, dintero)
    const [kept] = (await next.list({ ...everything, search: reference })).rows
    expect(kept === undefined).toBe(sent === 0)
    await reconciler.start()
    await reconciler.stop()
    const [found] = (await next.list({ ...everything, search: reference })).rows
    expect(found?.state).toBe(sent === 1 ? 'succeeded' : undefined)
    expect(dintero.simulator.authorisations(reference)).toBe(sent)
    await after.close()
    seen.add(outcome === 'succeeded' ? outcome : `${kept?.state ?? 'nothing'} was kept`)
  }
  // The disk was full before the request, before the answer, and not at all.
  expect([...seen]).toEqual(['nothing was kept', 'sent was kept', 'succeeded'])
})
