import { describe, expect, it } from 'vitest'
import { AccountInUse } from '../../../../electron/batch/file-account'
import type { DraftSetting } from '../../../../electron/batch/drafts/setting'
import type { BatchReview } from '../../../../shared/batch-view'
import { charge, cell, opened, openServiceDesk, released, type ServiceDesk } from '../service-support'

const settingOf = (desk: ServiceDesk): Promise<DraftSetting> =>
  new AccountInUse(desk.ledger, () => desk.settings).setting()

const month = 31 * 86_400_000

describe('a review', () => {
  const reviewed = async (
    desk: ServiceDesk,
    id: string,
    change: (setting: DraftSetting) => DraftSetting = (setting) => setting
  ): Promise<Pick<BatchReview, 'charges' | 'blocked'>> => {
    const { charges, blocked } = await desk.files.ask('review', id, change(await settingOf(desk)))
    return { charges, blocked }
  }

  it('is by the settings as they are now', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk)
    const before = await reviewed(desk, id)
    const lower = (setting: DraftSetting): DraftSetting => ({
      ...setting,
      settings: { ...setting.settings, limits: { NOK: { confirmAbove: 1, perCharge: 1, perDay: 1 } } }
    })
    expect(await reviewed(desk, id, lower)).toEqual({ charges: 0, blocked: before.blocked + before.charges })
    expect(await reviewed(desk, id)).toEqual(before)
  })

  it('is by the ledger as it is now, with what was mended since the file was read', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, 'Kundenr;Beløp\r\nK-2002;1,00\r\nK-2004;nil\r\n')
    expect(await reviewed(desk, id)).toEqual({ charges: 1, blocked: 1 })
    await desk.batches.edit(id, cell(3, 'amount', '2,00'))
    expect(await reviewed(desk, id)).toEqual({ charges: 2, blocked: 0 })
    const other = await opened(desk, 'Kundenr;Beløp\r\nK-2002;1,00\r\n')
    await released(desk, other.id)
    await charge(desk, other.id)
    expect(await reviewed(desk, id)).toEqual({ charges: 1, blocked: 1 })
    expect((await desk.batches.detail(id)).check).toMatchObject({ charges: 1, blocked: 1 })
  })

  it('is by the clock as it is now', async () => {
    const desk = await openServiceDesk()
    const { id } = await opened(desk, 'Kundenr;Beløp\r\nK-2002;1,00\r\n')
    await desk.files.ask('review', id, await settingOf(desk))
    expect(await desk.files.ask('check', id)).toMatchObject({ warned: 0 })
    desk.now += 240 * month
    await desk.files.ask('review', id, await settingOf(desk))
    expect(await desk.files.ask('check', id)).toMatchObject({ warned: 1 })
  })
})
