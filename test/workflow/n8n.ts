/**
 * n8n's own engine, loaded once the environment is set. What n8n-core does not export is taken from
 * the copies that it uses itself; what differs between n8n versions belongs here.
 */
import { removeUserFolder } from './environment';

import { createRequire } from 'node:module';
import type { ExecutionLifecycleHooks } from 'n8n-core';
import {
	BinaryDataConfig,
	BinaryDataService,
	ExternalSecretsProxy,
	InstanceSettings,
} from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

export { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';

/** The part of winston's logger, inside n8n's Logger, that a recording needs. */
interface WinstonLogger {
	add(transport: NodeJS.WritableStream): unknown;
	log(level: string, message: string, metadata: object): unknown;
}

type Token<T> = abstract new (...parameters: never[]) => T;

const requireAsN8nCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireAsN8nCore('@n8n/di') as { Container: { get<T>(token: Token<T>): T } };
const { Logger } = requireAsN8nCore('@n8n/backend-common') as {
	Logger: Token<{ getInternalLogger(): WinstonLogger }>;
};

const { SSHClientsManager } = requireAsN8nCore('./execution-engine/ssh-clients-manager') as {
	SSHClientsManager: Token<{ onShutdown(): void }>;
};

Container.get(InstanceSettings);
removeUserFolder();
// Its clean-up timer would keep the process alive in n8n 2.0.0.
Container.get(SSHClientsManager).onShutdown();

/** The logger behind `this.logger` of every node. */
export const internalLogger = Container.get(Logger).getInternalLogger();

export const binaryDataConfig = Container.get(BinaryDataConfig);
export const binaryDataService = Container.get(BinaryDataService);

/** What n8n's HTTP library does unless it is told otherwise. */
export const { defaults: httpDefaults } = requireAsN8nCore('axios') as {
	defaults: { timeout: number };
};

interface N8nConfig {
	/** Comes with a later n8n than 2.0.0. */
	SsrfProtectionConfig?: Token<{ enabled: boolean }>;
}

const { SsrfProtectionConfig } = requireAsN8nCore('@n8n/config') as N8nConfig;

/** n8n's protection against requests to private addresses; undefined where n8n has none. */
export const ssrfProtection = SsrfProtectionConfig && Container.get(SsrfProtectionConfig);

const BASE_URL = 'http://127.0.0.1:5678';

async function unavailable(): Promise<never> {
	throw new Error('Sub-workflows, agents and task runners are not part of this engine');
}

/** What n8n's server gives to its engine for one execution. */
export function additionalData(
	executionId: string,
	credentialsHelper: ICredentialsHelper,
	hooks: ExecutionLifecycleHooks,
): IWorkflowExecuteAdditionalData {
	return {
		executionId,
		credentialsHelper,
		hooks,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		currentNodeExecutionIndex: 0,
		variables: {},
		instanceBaseUrl: `${BASE_URL}/`,
		restApiUrl: `${BASE_URL}/rest`,
		webhookBaseUrl: `${BASE_URL}/webhook`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		formBaseUrl: `${BASE_URL}/form`,
		formTestBaseUrl: `${BASE_URL}/form-test`,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		mcpBaseUrl: `${BASE_URL}/mcp`,
		mcpTestBaseUrl: `${BASE_URL}/mcp-test`,
		logAiEvent: () => {},
		executeWorkflow: unavailable,
		getRunExecutionData: unavailable,
		getRuntimeCredential: unavailable,
		startRunnerTask: unavailable,
	};
}
