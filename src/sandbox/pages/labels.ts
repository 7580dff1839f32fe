import { teslaBoxes, type BoxId } from '../../core/tesla/boxes.ts';
import { editionOf } from '../state/grants.ts';
import type { SandboxState, ThirdParty } from '../state/state.ts';

/** @returns the words beside a box: Tesla's, or those of the edition that is played. */
export function boxLabel(state: SandboxState, thirdParty: ThirdParty, box: BoxId): string {
  return editionOf(state, thirdParty).labels[box] ?? teslaBoxes[box].label;
}

/** @returns several labels as one phrase. */
export function boxLabels(state: SandboxState, thirdParty: ThirdParty, boxes: readonly BoxId[]): string {
  return boxes.map((box) => boxLabel(state, thirdParty, box)).join(', ');
}

/** @returns the third party's name. */
export function thirdPartyName(thirdParty: ThirdParty): string {
  return thirdParty === 'texture' ? 'Texture' : 'Smartcar';
}

/** @returns a day and time as Tesla's manage page prints it. */
export function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
