import type { Approval } from '../../../shared/approval'

export const nobody: Approval = { approverId: '', pin: '' }

/** Whether somebody is chosen and a PIN typed. */
export function isSaid({ approverId, pin }: Approval): boolean {
  return approverId !== '' && pin !== ''
}
