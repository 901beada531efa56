/** n8n's own API, the one that its editor uses. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { parse } from 'flatted';
import { eventually } from './eventually';

export interface Owner {
	email: string;
	password: string;
}

/** The only user of an n8n that was set up by `Api.signIn`. Not a secret: it listens on loopback only. */
export const OWNER: Owner = { email: 'owner@example.com', password: 'Local-n8n-only-1' };

export interface SavedWorkflow {
	id: string;
	name: string;
	versionId: string;
}

export interface SavedCredential {
	id: string;
	name: string;
}

export interface StoredExecution {
	id: string;
	status: string;
	/** The error that ended it. */
	error: { message: string; description?: string | null } | undefined;
	/** What the items hold that a node put out by each of its outputs, over all its runs. */
	outputs(node: string): IDataObject[][];
	/** The same, with their files. */
	items(node: string): INodeExecutionData[][];
	/** How long a node took, in milliseconds, over all its runs. */
	tookMs(node: string): number;
}

interface ResultData {
	resultData: {
		error?: StoredExecution['error'];
		runData: Record<string, NodeRun[]>;
	};
}

interface NodeRun {
	/** Milliseconds. */
	executionTime: number;
	data?: { main?: (INodeExecutionData[] | null)[] };
}

const ENDED = ['success', 'error', 'canceled', 'crashed'];

export class Api {
	/** Every answer so far, to search them for what must not be in them. */
	readonly answers: string[] = [];
	private cookie = '';

	constructor(private readonly url: string) {}

	/** The cookie of the session, as `name=value`. */
	get session(): string {
		return this.cookie;
	}

	/** Makes the owner, or signs in as the owner that is there. */
	async signIn({ email, password }: Owner = OWNER): Promise<void> {
		const settings = await this.get<{ userManagement: { showSetupOnFirstLoad: boolean } }>(
			'/rest/settings',
		);
		if (settings.userManagement.showSetupOnFirstLoad) {
			const names = { firstName: 'Local', lastName: 'Owner' };
			await this.post('/rest/owner/setup', { email, password, ...names });
			return;
		}
		await this.post('/rest/login', { emailOrLdapLoginId: email, password });
	}

	async get<T>(path: string): Promise<T> {
		return await this.call<T>('GET', path);
	}

	async post<T>(path: string, body: object = {}): Promise<T> {
		return await this.call<T>('POST', path, body);
	}

	async patch<T>(path: string, body: object): Promise<T> {
		return await this.call<T>('PATCH', path, body);
	}

	/** The answer's text, whatever its status: for what has no JSON. */
	async text(path: string): Promise<string> {
		return await (await this.fetch('GET', path)).text();
	}

	/** A file that is in n8n's store. */
	async file(id: string): Promise<Buffer> {
		const path = `/rest/binary-data?action=download&id=${encodeURIComponent(id)}`;
		const response = await this.fetch('GET', path);
		if (!response.ok) throw new Error(`File ${id} answered ${response.status}`);
		return Buffer.from(await response.arrayBuffer());
	}

	private async call<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await this.fetch(method, path, body);
		const text = await response.text();
		this.answers.push(text);
		if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
		return (JSON.parse(text) as { data: T }).data;
	}

	private async fetch(method: string, path: string, body?: object): Promise<Response> {
		const response = await fetch(this.url + path, {
			method,
			headers: { 'Content-Type': 'application/json', Cookie: this.cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		for (const cookie of response.headers.getSetCookie()) {
			if (cookie.startsWith('n8n-auth=')) this.cookie = cookie.split(';')[0] ?? '';
		}
		return response;
	}

	async createCredential(name: string, type: string, data: IDataObject): Promise<SavedCredential> {
		return await this.post('/rest/credentials', { name, type, data });
	}

	/** What the button "Test" of the credential's dialog does. */
	async testCredential(
		credential: SavedCredential,
		type: string,
		data: IDataObject,
	): Promise<{ status: string; message: string }> {
		return await this.post('/rest/credentials/test', {
			credentials: { ...credential, type, data },
		});
	}

	async createWorkflow(workflow: object): Promise<SavedWorkflow> {
		return await this.post('/rest/workflows', workflow);
	}

	/** What "Execute workflow" in the editor does, with the data that is pinned. @returns the execution's id */
	async runInEditor({ id }: SavedWorkflow, triggerName: string): Promise<string> {
		const { executionId } = await this.post<{ executionId: string }>(`/rest/workflows/${id}/run`, {
			triggerToStartFrom: { name: triggerName },
		});
		return executionId;
	}

	/** Lets its triggers run, webhooks and schedules, and waits until they do. */
	async activate({ id, versionId }: SavedWorkflow): Promise<void> {
		await this.post(`/rest/workflows/${id}/activate`, { versionId });
		await eventually('published workflow', () => this.isPublished(id));
	}

	private async isPublished(id: string): Promise<true | undefined> {
		const response = await this.fetch('GET', `/rest/workflows/${id}/publication-status`);
		// Older versions have no such status: they publish before they answer.
		if (response.status === 404) return true;
		const { data } = (await response.json()) as { data: { status: string } };
		return data.status === 'published' ? true : undefined;
	}

	async deactivate({ id }: SavedWorkflow): Promise<void> {
		await this.post(`/rest/workflows/${id}/deactivate`);
	}

	/** The executions of a workflow that have ended or not, the oldest first. */
	async executions({ id }: SavedWorkflow): Promise<{ id: string; status: string }[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const { results } = await this.get<{ results: { id: string; status: string }[] }>(
			`/rest/executions?filter=${filter}`,
		);
		return results.sort((a, b) => Number(a.id) - Number(b.id));
	}

	/** Waits until an execution has ended. */
	async ended(executionId: string, limitMs?: number): Promise<StoredExecution> {
		const look = async () => {
			const { id, status, data } = await this.get<{ id: string; status: string; data: string }>(
				`/rest/executions/${executionId}`,
			);
			if (!ENDED.includes(status)) return undefined;
			return storedExecution(id, status, parse(data) as ResultData);
		};
		return await eventually(`end of execution ${executionId}`, look, limitMs);
	}
}

function storedExecution(id: string, status: string, { resultData }: ResultData): StoredExecution {
	const items = (node: string) => {
		const runs = (resultData.runData[node] ?? []).map(({ data }) => data?.main ?? []);
		const count = Math.max(0, ...runs.map(({ length }) => length));
		return Array.from({ length: count }, (_, output) => runs.flatMap((run) => run[output] ?? []));
	};
	const outputs = (node: string) => items(node).map((output) => output.map(({ json }) => json));
	const tookMs = (node: string) =>
		(resultData.runData[node] ?? []).reduce((sum, run) => sum + run.executionTime, 0);
	return { id, status, error: resultData.error, items, outputs, tookMs };
}
