import { languages } from '../../../shared/languages'
import { standings, type Standing } from '../../../shared/standing'
import { TrekkError, errorCodes } from '../../../shared/result'
import { z } from 'zod'
import { approvalRule } from '../../../shared/approval'
import { batchReason } from '../../../shared/batch'
import { batchStage, heldStart } from '../../../shared/batch-view'
import { exportView } from '../../../shared/list-export'
import { modificationKind, modificationState } from '../../../shared/modification'
import { FakeApprovals } from '../fake-approvals'
import { createFakeApi, type FakeHandlers } from '../fake-api'
import { fakeAskings } from '../fake-asked'
import { fakeBatch, FakeFiles, type FakeBatch } from '../fake-batches'
import { chargeStanding, fakeAlarms, fakeCharges } from '../fake-charges'
import { fakeLinkAlarms } from '../fake-links'
import { FakePayouts, fakePayoutStates } from '../fake-payouts'
import { modificationOf } from '../fake-modifications'
import { fakeNow, manyCards } from '../fake-people'
import { fakeLinkScene, sceneLinks, withLinkReview } from './link-world'
import { defaultWorld, fakeLinksOf, handlersOver, type FakeWorld } from '../fake-world'

z.config({ jitless: true })

/** What a preview starts from, given in the page's address as `?scene=<JSON>`. */
const scene = z.object({
  status: z.enum(['normal', 'firstRun', 'failed']).default('normal'),
  account: z.enum(['production', 'test', 'training']).default('production'),
  language: z.enum(languages).default('en'),
  scheme: z.enum(['light', 'dark']).default('light'),
  simulated: z.boolean().default(false),
  empty: z.boolean().default(false),
  /** So many of everything, to see how long lists look. */
  many: z.number().int().nullable().default(null),
  /** Rows are counted no further than this. */
  countsTo: z.number().int().default(Number.MAX_SAFE_INTEGER),
  /** Calls that fail, by name, with the code. */
  fail: z.record(z.string(), z.enum(errorCodes)).default({}),
  /** A call that refuses what it is given as a file, once it has answered so often. */
  refuse: z
    .object({
      call: z.string(),
      after: z.number().int().default(0),
      details: z.record(z.string(), z.union([z.string(), z.number()]))
    })
    .nullable()
    .default(null),
  /** False for a client that may not ask Dintero about cards. */
  cardScope: z.boolean().default(true),
  /** Calls that are never answered. */
  hang: z.array(z.string()).default([]),
  broken: z.boolean().default(false),
  /** With an alarm of each kind. */
  alarms: z.boolean().default(false),
  /** The newest charge stands there. */
  standing: z.enum(standings).nullable().default(null),
  /** What was done to the newest charge's payment. */
  modification: z.object({ kind: modificationKind, state: modificationState }).nullable().default(null),
  /** The newest link is one of these. */
  link: fakeLinkScene.nullable().default(null),
  /** What stands in the way of a link, or beside it. */
  linkReview: z.enum(['open', 'paid', 'stopped', 'confirm']).nullable().default(null),
  /** A charge is on its way while the page is loaded. */
  flight: z.boolean().default(false),
  /** A charge file is there as batch-0, at this stage. */
  file: z
    .object({
      stage: batchStage,
      form: z.enum(['text', 'workbook', 'pasted', 'unclear']).default('text'),
      reason: batchReason.nullable().default(null),
      records: z.number().int().default(12_480),
      answered: z.number().int().default(0),
      inFlight: z.number().int().default(0),
      /** Its own copy in the profile is gone. */
      lost: z.boolean().default(false),
      /** Its rest is still being read. */
      reading: z.boolean().default(false),
      /** A held file starts in so many ms; below nought its time has passed. */
      startsIn: z.number().int().default(47_000),
      kept: heldStart.shape.kept.default(null),
      name: z.string().default('Strøm november'),
      asked: z.enum(fakeAskings).default('asked')
    })
    .nullable()
    .default(null),
  /** When a second person is asked for; null where nobody ever said who may be one. */
  approval: approvalRule.nullable().default(null),
  /** In which state payouts are found. */
  payouts: z.enum(fakePayoutStates).default('usual'),
  /** A list is being exported, this far. */
  exporting: exportView.nullable().default(null),
  keychainWaiting: z.boolean().default(false),
  storageNotice: z.enum(['damaged_set_aside']).nullable().default(null)
})
type Scene = z.infer<typeof scene>

const wanted = scene.parse(JSON.parse(new URLSearchParams(location.search).get('scene') ?? '{}'))
const world = worldOf(wanted)
const files = new FakeFiles(world.batches, () => world.cards, world.approvals)
const links = fakeLinksOf(world)
const payouts = new FakePayouts(() => world.charges, wanted.payouts)
const { api, emit } = createFakeApi(
  withTrouble(withLinkReview(handlersOver(world, files, links, payouts), world, wanted.linkReview), wanted)
)
Object.defineProperty(window, 'api', { value: api })
links.onChanged = (row) => setTimeout(() => emit('linksChanged', { rows: [row] }), 50)
payouts.onChanged = (view) => setTimeout(() => emit('payoutsChanged', view), 50)
files.onAsked = () => setTimeout(() => emit('batchAsking', { files: [] }), 200)
if (wanted.keychainWaiting) setTimeout(() => emit('keychainWaiting', { waiting: true }), 300)

/** The file that a scene is about. */
function fileOf({ stage, form, startsIn, ...file }: NonNullable<Scene['file']>): FakeBatch {
  const hasEnded = stage === 'done' || stage === 'stopped' || stage === 'cancelled'
  return fakeBatch('batch-0', {
    ...file,
    form,
    fileName: { text: 'november.csv', unclear: 'november.csv', workbook: 'november.xlsx', pasted: '' }[form],
    stage,
    endedAt: hasEnded ? fakeNow : null,
    startsAt: stage === 'held' ? Date.now() + startsIn : fakeNow - 240_000
  })
}

function worldOf({
  status,
  account,
  language,
  scheme,
  simulated,
  empty,
  storageNotice,
  many,
  countsTo,
  alarms,
  standing,
  modification,
  file,
  approval,
  exporting,
  link,
  cardScope
}: Scene): FakeWorld {
  const base = defaultWorld()
  const stood = standing === null ? base.charges : newestStands(standing, base)
  const accounts = status === 'firstRun' ? [] : base.status.accounts
  const active = accounts.find(({ environment }) => environment === account) ?? null
  return {
    ...base,
    ...(link !== null && { links: sceneLinks(link, base) }),
    ...(empty && {
      charges: [],
      links: [],
      modifications: [],
      cards: [],
      auditEntries: 0,
      batches: [],
      today: 'nothing' as const
    }),
    ...(many !== null && { today: 'much' as const }),
    ...(file !== null && { batches: [fileOf(file), ...base.batches] }),
    ...(many !== null && {
      charges: fakeCharges(base.cards, many),
      cards: manyCards(base.cards, many),
      auditEntries: many
    }),
    ...(alarms && { alarms: [...fakeLinkAlarms(base.links), ...fakeAlarms(base.charges)] }),
    ...(standing !== null && { charges: stood }),
    ...(modification !== null && { modifications: newestModified(modification, stood) }),
    ...(approval !== null && { approvals: FakeApprovals.with(approval) }),
    countsTo,
    exporting,
    cardScope,
    status: {
      ...base.status,
      accounts,
      activeAccount: active,
      environment: active?.environment ?? null,
      language,
      simulated,
      storageNotice,
      unresolvedCount: empty || status === 'firstRun' ? 0 : base.status.unresolvedCount,
      settings: { ...base.status.settings, language, colourScheme: scheme }
    }
  }
}

function newestStands(standing: Standing, { cards, charges }: FakeWorld): FakeWorld['charges'] {
  const [card] = cards
  return card === undefined ? charges : [chargeStanding(standing, card), ...charges.slice(1)]
}

function newestModified(
  { kind, state }: NonNullable<Scene['modification']>,
  [charge]: FakeWorld['charges']
): FakeWorld['modifications'] {
  if (charge === undefined) return []
  const made = { ...modificationOf(0, charge, state), kind, id: 'modification-scene' }
  return [kind === 'void' ? { ...made, amount: null } : made]
}

function withTrouble(
  handlers: FakeHandlers,
  { status, fail, hang, refuse, broken, flight }: Scene
): FakeHandlers {
  const trouble = Object.fromEntries<(input: never) => unknown>([
    ...Object.entries(fail).map(
      ([name, code]) =>
        [
          name,
          () => {
            throw new TrekkError(code, 'Made to fail for the preview')
          }
        ] as const
    ),
    ...hang.map((name) => [name, () => new Promise<never>(() => {})] as const),
    ...(refuse === null ? [] : [[refuse.call, refusing(handlers, refuse)] as const])
  ])
  return {
    ...handlers,
    ...(status === 'failed' && {
      getStatus: () => {
        throw new TrekkError('storage_failed', 'disk I/O error')
      }
    }),
    ...(flight && { currentFlight: () => world.charges.find(({ state }) => state === 'sent') ?? null }),
    ...(broken && { verifyAudit: () => ({ entries: 2_480, intact: false, firstBroken: 2_317 }) }),
    ...trouble
  }
}

/** As main answers for a file whose rest is none after all: at first as always, and then no more. */
function refusing(
  handlers: FakeHandlers,
  { call, after, details }: NonNullable<Scene['refuse']>
): (input: never) => unknown {
  const usual: ((input: never) => unknown) | undefined = Reflect.get(handlers, call)
  let answered = 0
  return (input) => {
    if (answered++ < after) {
      if (answered === after)
        setTimeout(() => emit('batchChanged', { batchId: 'batch-0', stage: 'columns', run: null }), 100)
      return usual?.(input)
    }
    throw new TrekkError('file_refused', `the file was refused: ${details['refusal']}`, { details })
  }
}
