import type { Action } from './action';
import { applyUpload } from './applyUpload';
import { commitUpload } from './commitUpload';
import { createAigcAdvancedCustomElement } from './createAigcAdvancedCustomElement';
import { createAigcCustomElement } from './createAigcCustomElement';
import { createAigcImageTask } from './createAigcImageTask';
import { createAigcVideoTask } from './createAigcVideoTask';
import { deleteAigcAdvancedCustomElement } from './deleteAigcAdvancedCustomElement';
import { describeAigcAdvancedCustomElements } from './describeAigcAdvancedCustomElements';
import { describeSubAppIds } from './describeSubAppIds';
import { describeTaskDetail } from './describeTaskDetail';
import { describeTasks } from './describeTasks';

const TABLE = [
	applyUpload,
	commitUpload,
	createAigcAdvancedCustomElement,
	createAigcCustomElement,
	createAigcImageTask,
	createAigcVideoTask,
	deleteAigcAdvancedCustomElement,
	describeAigcAdvancedCustomElements,
	describeSubAppIds,
	describeTaskDetail,
	describeTasks,
];

/** The actions that the emulator knows, by their X-TC-Action. */
export const ACTIONS: ReadonlyMap<string, Action> = new Map(
	TABLE.map((action) => [action.action, action]),
);
