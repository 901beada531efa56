/** The node as it stands in nodes/. Scripts, which tsx runs, take the built one: tsx would find its codex, a .json file, in its place. */
import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { TencentCloudVod } from '../../nodes/TencentCloudVod/TencentCloudVod.node';
import type { Emulator } from '../emulator/emulator';
import type { SavedWorkflow } from '../workflow/engine';
import type { ToolCalling } from '../workflow/standIns';
import { engineWith, nodeOn, type Setup } from './nodeSetup';
import { createElement, type Row } from './operations';

export const engine = engineWith(new TencentCloudVod(), new TencentCloudApi());

/** Trigger → node, on an emulator. */
export function workflowOn(emulator: Pick<Emulator, 'url'>, setup?: Setup): SavedWorkflow {
	return engine.workflow(nodeOn(emulator, setup));
}

/** An agent that calls the node as its tool, in rounds of calls that are made together. */
export function agentOn(
	emulator: Pick<Emulator, 'url'>,
	calls: Row[][],
	calling: ToolCalling,
	setup: Setup = {},
): SavedWorkflow {
	const { operation = createElement } = setup;
	const node = nodeOn(emulator, { fields: operation.fromModel, ...setup });
	return engine.agent({ ...node, calls, calling });
}
