import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { CardService } from '../../electron/accounts/card-service'
import { limitsOf } from '../../electron/accounts/defaults'
import { TokenSeals } from '../../electron/accounts/token-seals'
import type { ChargeService } from '../../electron/charging/charge-service'
import { composeCharging, type Charging } from '../../electron/charging/compose'
import { DinteroClient } from '../../electron/dintero/client'
import { openLedger, type Ledger } from '../../electron/ledger/ledger'
import { takeProfileLock } from '../../electron/ledger/sqlite/profile-lock'
import { SessionStore } from '../../electron/secrets/session-store'
import { TokenCipher } from '../../electron/secrets/token-cipher'
import { everyCharge, isUnresolved, type ChargeDetail } from '../../shared/charge'
import { TrekkError } from '../../shared/result'
import { defaultSettings } from '../../shared/settings'
import type { Actor } from '../../shared/audit'
import { BatchLife, type BatchParts } from './batches/life'
import { MixedLife } from './lives/life'
import { Others } from './lives/others'
import { order as orderShape, type Draft, type Message, type Order } from './protocol'
import { steppedConnection, steppedFetch } from './steps'
import { VirtualTime } from './virtual-time'

/*
 * The charging engine under plain Node: the program's own ledger, client, charge service and reconciler, put together
 * as electron/services.ts does. It lives one life per line on its standard input, until it is killed.
 */

const day = 24 * 3_600_000
const hour = 3_600_000
const quarter = 15 * 60_000
/** A charge may be sent again as often in one life; what is still open then is left to a later one. */
const mostResends = 2

function say(message: Message): void {
  writeSync(1, `${JSON.stringify(message)}\n`)
}

function trouble(error: unknown): void {
  say({ kind: 'trouble', text: error instanceof Error ? (error.stack ?? error.message) : String(error) })
}

async function live(order: Order): Promise<void> {
  const time = new VirtualTime(order.now)
  let steps = 0
  const onStep = (name: string): void => {
    steps += 1
    say({ kind: 'step', number: steps, name, now: time.now })
    if (steps === order.killAt || name === order.killAt) process.kill(process.pid, 'SIGKILL')
  }
  const wire = steppedFetch(onStep, (text) => say({ kind: 'secret', text }))
  const lock = order.desk === null ? takeProfileLock(order.profile) : null
  const ledger = await openLedger({
    folder: order.profile,
    clock: time.clock,
    open: steppedConnection(onStep),
    ...(order.desk !== null && { deskId: order.desk })
  })
  const charging = await put(order, time, ledger, wire.fetch)
  const { service, engine, reconciler } = charging
  const batch = batchIn(order, { time, ledger, charging, open: steppedConnection(onStep) })

  if (order.deeds !== undefined) {
    const { url, accountId, profile } = order
    const others = new Others(url, profile)
    const onTime = (): void => onStep('time passes')
    const life = new MixedLife({
      ...{ charging, ledger, time, accountId, others, batch, onTime, onError: trouble }
    })
    await reconciler.start()
    await batch?.recover()
    await life.do(order.deeds)
    if (order.until !== 'recover') await life.settle()
  } else if (order.until === 'recover') {
    await engine.recover()
    await batch?.recover()
  } else {
    await reconciler.start()
    await (batch === null ? chargeEach(order, service, ledger, time) : chargeBatch(order, batch))
  }
  await reconciler.stop()
  await charging.drain()
  const resendable =
    batch === null
      ? (await details(service)).filter(({ actions }) => actions.resend).length
      : (await batch.resendable()).length
  const { intact } = await ledger.reads.verifyAudit()
  const { total } = await service.unresolved()
  batch?.close()
  await ledger.close()
  lock?.release()
  wire.stop()
  say({ kind: 'done', now: time.now, auditIntact: intact, unresolved: total, resendable })
}

async function chargeEach(
  order: Order,
  service: ChargeService,
  ledger: Ledger,
  time: VirtualTime
): Promise<void> {
  await Promise.all(order.charges.map((draft) => charge(service, draft)))
  await resolveAll(service, ledger, time)
  if (order.until !== 'resend') return
  await lookAgain(ledger, time)
  for (let again = 0; again < mostResends; again += 1) {
    time.now += hour
    for (const { id } of (await details(service)).filter(({ actions }) => actions.resend))
      await service.resend(id).catch(onlyRefusals)
    await resolveAll(service, ledger, time)
  }
}

function batchIn(
  { batch, profile, accountId }: Order,
  parts: Pick<BatchParts, 'time' | 'ledger' | 'charging' | 'open'>
): BatchLife | null {
  if (batch === null) return null
  return new BatchLife({
    ...parts,
    ...{ order: batch, folder: profile, accountId, actor },
    say: (is) => say({ kind: 'batch', is }),
    onError: trouble
  })
}

async function chargeBatch({ until }: Order, batch: BatchLife): Promise<void> {
  await batch.recover()
  await batch.charge()
  await batch.settle()
  if (until !== 'resend') return
  await batch.sendLeftAgain(mostResends)
  // What waited for a charge that was sent again has its turn now.
  await batch.charge()
  await batch.settle()
}

function actor(): Actor {
  return { osUser: 'kari', operator: 'Kari', requestId: randomUUID() }
}

async function put(
  order: Order,
  time: VirtualTime,
  ledger: Ledger,
  fetch: typeof globalThis.fetch
): Promise<Charging> {
  const { accountId, clientId, clientSecret, url } = order
  const secrets = new SessionStore()
  await secrets.set('token-key', order.tokenKey)
  const cipher = new TokenCipher(secrets, () => Promise.resolve(true))
  const dintero = new DinteroClient({
    accountId,
    baseUrls: { checkout: `${url}/v1`, api: `${url}/v1` },
    credentials: () => Promise.resolve({ clientId, clientSecret }),
    clock: time.clock,
    version: 'crash test',
    timeouts: {
      charge: order.patience,
      token: order.patience,
      attempt: order.patience,
      read: 4 * order.patience,
      retryDelay: 1
    },
    fetch
  })
  const cards = cardsOf(ledger, secrets, dintero, time)
  return composeCharging({
    ledger,
    dinteroFor: () => Promise.resolve(dintero),
    openToken: async (cardId, kind) => {
      const card = await ledger.cards.getSealed(cardId, kind)
      return cipher.open(Buffer.from(card?.sealedToken ?? []).toString('base64'), { accountId, cardId })
    },
    limitsOf,
    clock: time.clock,
    ids: randomUUID,
    actor,
    settings: () => ({ ...defaultSettings, operatorName: 'Kari' }),
    onChange: ({ merchantReference: reference, state }) => say({ kind: 'told', reference, state }),
    onLink: ({ id, state }) => say({ kind: 'shown', id, state }),
    onModification: ({ id, state }) => say({ kind: 'shown', id, state }),
    storeCard: (link, transactionId) => cards.storeEnrolled(link, transactionId),
    onInFlight: () => undefined,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()),
    timer: time.timer,
    under: (_id, work) => work(),
    onError: trouble
  })
}

/** The program's own service of cards, by which a card that was enrolled is sealed and stored. */
function cardsOf(
  ledger: Ledger,
  keychain: SessionStore,
  dintero: DinteroClient,
  time: VirtualTime
): CardService {
  return new CardService({
    ledger,
    seals: new TokenSeals({ keychain, session: new SessionStore() }, ledger),
    accounts: {
      requireActive: () => Promise.reject(new Error('no account is asked for')),
      dinteroFor: () => Promise.resolve(dintero)
    },
    training: { tokenOf: () => Promise.resolve(null) },
    actor,
    clock: time.clock,
    newId: randomUUID
  })
}

/** Charges, with an impatient finger: the same review is submitted twice, and one of the two must be refused. */
async function charge(
  service: ChargeService,
  { reference, cardId, amount, autoCapture }: Draft
): Promise<void> {
  try {
    const { reviewId, confirmations } = await service.review({
      cardId,
      amount,
      autoCapture,
      operation: 'unscheduled_purchase',
      currency: 'NOK',
      lines: [],
      merchantReference: reference,
      email: '',
      phone: '',
      retryOf: null
    })
    if (confirmations.length > 0)
      service.confirm({ reviewId, typedAmount: amount, reason: '', realMoney: true })
    const first = service.submit(reviewId)
    const second = service.submit(reviewId).then(
      () => trouble('a review was submitted twice'),
      (error: unknown) => {
        if (!(error instanceof TrekkError) || error.code !== 'review_used') trouble(error)
      }
    )
    await Promise.all([first, second])
  } catch (error) {
    onlyRefusals(error)
  }
}

/** A refusal with a code is an answer; anything else is a bug. */
function onlyRefusals(error: unknown): void {
  if (!(error instanceof TrekkError) || error.code === 'internal') trouble(error)
}

/** Lets time pass until nothing is left to ask, or sending again is all that is left to do. */
async function resolveAll(service: ChargeService, ledger: Ledger, time: VirtualTime): Promise<void> {
  const end = time.now + day
  while (time.now < end && !(await isQuiet(service, ledger, end))) {
    // The reconciler looks every minute whether something is due; nobody has to watch it look.
    time.now = Math.max(time.now, (await ledger.charges.nextDue()) ?? 0)
    await time.tick()
  }
}

async function isQuiet(service: ChargeService, ledger: Ledger, until: number): Promise<boolean> {
  const waiting = await ledger.charges.due(until + day, 100)
  const all = await Promise.all(waiting.map((id) => service.detail(id)))
  return all.every((charge) => charge.actions.resend || hasEnded(charge))
}

/** Whether nothing but a correction of Dintero's can still change a charge. */
function hasEnded({ state, transactionStatus, autoCapture }: ChargeDetail): boolean {
  const captures = transactionStatus === 'AUTHORIZED' && autoCapture
  return !isUnresolved(state) && !(state === 'succeeded' && captures)
}

/**
 * Lets the times come at which charges that have ended are looked at again: some minutes, and a day later. A look that
 * went wrong is made up for soon after, and that is waited for as well.
 */
async function lookAgain(ledger: Ledger, time: VirtualTime): Promise<void> {
  for (const later of [quarter, day]) {
    time.now += later
    const end = time.now + 2 * hour
    do {
      await time.tick()
      time.now = Math.max(time.now, Math.min(end, (await ledger.charges.nextDue()) ?? end))
    } while (time.now < end)
  }
}

async function details(service: ChargeService): Promise<ChargeDetail[]> {
  const query = { ...everyCharge, offset: 0, limit: 100 }
  const { rows } = await service.list(query)
  return Promise.all(rows.map(({ id }) => service.detail(id)))
}

for await (const line of createInterface({ input: process.stdin })) {
  await live(orderShape.parse(JSON.parse(line))).catch(trouble)
}
