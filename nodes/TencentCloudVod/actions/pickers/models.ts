/** Models, their versions, and what a version has, to choose from. Nothing is asked for: the lists come with the node. */
import {
	NodeOperationError,
	type ILoadOptionsFunctions,
	type INodeListSearchItems,
	type INodeListSearchResult,
} from 'n8n-workflow';

import { MODELS, versionOf, type Generated, type ModelVersion } from '../shared/models';

export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const models = MODELS[chosenResource(this)].map(({ name, knownAs }) => ({
		name: knownAs === undefined ? name : `${name} (${knownAs})`,
		value: name,
	}));
	return found(models, filter);
}

/** @throws NodeOperationError where no model is chosen, or one that the lists do not have */
export async function searchModelVersions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const model = MODELS[chosenResource(this)].find(({ name }) => name === chosen(this, 'modelName'));
	if (!model) throw notListed(this, 'the model');
	return found(
		model.versions.map(({ name }) => choiceOf(name)),
		filter,
	);
}

export async function searchResolutions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(
		choicesOf(this, ({ resolutions }) => resolutions),
		filter,
	);
}

export async function searchAspectRatios(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(
		choicesOf(this, ({ aspectRatios }) => aspectRatios),
		filter,
	);
}

function choicesOf(
	context: ILoadOptionsFunctions,
	choices: (version: ModelVersion) => readonly string[] | undefined,
): INodeListSearchItems[] {
	const [model, version] = [chosen(context, 'modelName'), chosen(context, 'modelVersion')];
	const known = versionOf(chosenResource(context), model, version);
	const names = known && choices(known);
	if (!names) throw notListed(context, 'the model and its version');
	return names.map(choiceOf);
}

/** A list that is empty would look like a fault. */
function notListed(context: ILoadOptionsFunctions, what: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), `Choose ${what} first.`, {
		description:
			"If that is done, there is no list for it: choose 'By Name' here and enter what Tencent Cloud documents. Every name is sent as it is.",
	});
}

function chosenResource(context: ILoadOptionsFunctions): Generated {
	return context.getCurrentNodeParameter('resource') === 'image' ? 'image' : 'video';
}

function chosen(context: ILoadOptionsFunctions, field: string): unknown {
	return context.getCurrentNodeParameter(field, { extractValue: true });
}

const choiceOf = (name: string): INodeListSearchItems => ({ name, value: name });

function found(choices: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.trim().toLowerCase();
	return { results: choices.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
