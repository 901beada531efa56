import type { Action } from './action';
import { applyUpload } from './applyUpload';
import { commitUpload } from './commitUpload';
import { createAigcCustomElement } from './createAigcCustomElement';
import { createAigcVideoTask } from './createAigcVideoTask';
import { describeSubAppIds } from './describeSubAppIds';
import { describeTaskDetail } from './describeTaskDetail';

const TABLE = [
	applyUpload,
	commitUpload,
	createAigcCustomElement,
	createAigcVideoTask,
	describeSubAppIds,
	describeTaskDetail,
];

/** The actions that the emulator knows, by their X-TC-Action. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
	TABLE.map((action) => [action.action, action]),
);
