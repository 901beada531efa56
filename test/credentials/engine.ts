/** What n8n does with a credential, done by n8n-core itself; only the parts that n8n's cli adds stand here. */
import { additionalData, ExecutionLifecycleHooks } from '../workflow/n8n';

import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeType,
	Workflow,
} from 'n8n-workflow';
import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';
import { CredentialsHelper } from '../workflow/credentialsHelper';

const CREDENTIAL_TYPE = new TencentCloudApi();
const EXECUTION_ID = '1';

/** What an error of n8n may carry that the credential tester looks at. */
interface RequestFailure {
	readonly message: string;
	readonly cause?: {
		readonly code?: string;
		readonly response?: { readonly status: number; readonly statusText: string };
	};
}

/**
 * A node's `this`, with the request helpers that the HTTP Request node and every other node use.
 * @param test the request of a credential test, for a node that makes it
 */
export function nodeContext(
	credential: ICredentialDataDecryptedObject,
	test?: typeof CREDENTIAL_TYPE.test.request,
): { context: ExecuteContext; nodeType: INodeType } {
	const nodeType = nodeTypeWith(test);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [CREDENTIAL_TYPE.name]: { id: '1', name: 'Tencent Cloud account' } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData(
			EXECUTION_ID,
			new CredentialsHelper([CREDENTIAL_TYPE], { [CREDENTIAL_TYPE.name]: credential }),
			new ExecutionLifecycleHooks('internal', EXECUTION_ID, {
				id: '1',
				name: 'Requests',
				active: false,
				isArchived: false,
				createdAt: new Date(0),
				updatedAt: new Date(0),
				nodes: [node],
				connections: {},
				activeVersionId: null,
			}),
		),
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	return { context, nodeType };
}

/**
 * Tests the credential and says what the user is then told.
 * Source: packages/cli/src/services/credentials-tester.service.ts of n8n.
 */
export async function testCredential(
	credential: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { request, rules = [] } = CREDENTIAL_TYPE.test;
	const { context, nodeType } = nodeContext(credential, request);
	const decrypted = { id: '1', name: '', type: CREDENTIAL_TYPE.name, data: credential };
	const routing = new RoutingNode(context, nodeType, decrypted);

	const response = await routing.runNode().catch((error: RequestFailure) => error);
	if (!Array.isArray(response)) {
		const { cause, message } = response ?? { message: 'No answer' };
		if (cause?.response) return { status: 'Error', message: cause.response.statusText };
		return { status: 'Error', message: cause?.code ?? message };
	}
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, message } = rule.properties;
		const value: unknown = rule.properties.value;
		if (valueAt(response[0]?.[0]?.json, key) === value) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** The base URL that the credential test calls, with its expression resolved as RoutingNode does it. */
export function testBaseUrl(credential: ICredentialDataDecryptedObject): unknown {
	const { context } = nodeContext(credential);
	return context.workflow.expression.getParameterValue(
		CREDENTIAL_TYPE.test.request.baseURL ?? '',
		null,
		0,
		0,
		context.node.name,
		[],
		'internal',
		{ $credentials: credential },
	);
}

/** As lodash's `get`, which n8n uses, does it for keys joined by dots. */
function valueAt(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
}

function nodeTypeWith(test: typeof CREDENTIAL_TYPE.test.request | undefined): INodeType {
	return {
		description: {
			displayName: 'No Operation',
			name: 'n8n-nodes-base.noOp',
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: CREDENTIAL_TYPE.name, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					default: '',
					...(test && { routing: { request: test } }),
				},
			],
		},
	};
}
