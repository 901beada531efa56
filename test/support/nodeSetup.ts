/** The node under test, as a person would set it up: one field for each column of their rows. */
import type { ICredentialType, IDataObject, INodeParameters, INodeType } from 'n8n-workflow';

import { EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, type Emulator } from '../emulator/emulator';
import { Engine } from '../workflow/engine';
import type { ChainOptions } from '../workflow/workflows';
import { createElement, type OperationUnderTest } from './operations';

/** In the node's Settings tab. */
export const CONTINUE = { onError: 'continueRegularOutput' } as const;
export const ERROR_OUTPUT = { onError: 'continueErrorOutput' } as const;
export const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** What an emulator that is started with it asks for in X-TC-Token. */
export const SESSION_TOKEN = 'sessionTokenOfTheEmulator000000000';

const signatures: string[] = [];

/** What must not be seen anywhere but in a request: key, token, and every signature so far. */
export function secrets(): string[] {
	return [EMULATOR_SECRET_ID, EMULATOR_SECRET_KEY, SESSION_TOKEN, ...signatures];
}

/** For long runs, which look for the signatures of one emulator at a time. */
export function forgetSignatures(): void {
	signatures.length = 0;
}

/** n8n with the node and its credential. The signatures that the credential makes are overheard. */
export function engineWith(node: INodeType, credentialType: ICredentialType): Engine {
	const { authenticate } = credentialType;
	if (typeof authenticate !== 'function') throw new Error('The credential does not sign');
	const overhear: typeof authenticate = async (credentials, options) => {
		const signed = await authenticate(credentials, options);
		const [, signature = 'none'] = /Signature=(\w+)/.exec(JSON.stringify(signed.headers)) ?? [];
		signatures.push(signature);
		return signed;
	};
	return new Engine(node, [{ ...credentialType, authenticate: overhear }]);
}

/** What is given beside the defaults. */
export interface Setup
	extends Pick<ChainOptions, 'settings' | 'workflowSettings' | 'batchSize' | 'following' | 'name'> {
	/** Default: Element → Create. */
	operation?: OperationUnderTest;
	/** The collection 'Options' of the node. No test waits for the pace unless it asks for one. */
	options?: IDataObject;
	/** Fields of the credential that differ from those for the emulator. */
	credential?: Record<string, string>;
	/** Parameters of the node that differ from the operation's. */
	fields?: INodeParameters;
}

export function nodeOn({ url }: Pick<Emulator, 'url'>, setup: Setup = {}): ChainOptions {
	const { operation = createElement, options, credential, fields, ...rest } = setup;
	return {
		...rest,
		parameters: {
			...operation.parameters,
			...fields,
			options: { requestsPerSecond: 10_000, ...options },
		},
		credentials: {
			tencentCloudApi: {
				site: 'custom',
				endpoint: url,
				secretId: EMULATOR_SECRET_ID,
				secretKey: EMULATOR_SECRET_KEY,
				...credential,
			},
		},
	};
}
