/** A chat model with OpenAI's interface that follows a script: it calls the tool it is offered, and then answers. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Message {
	role: string;
	content?: string;
}

interface ChatRequest {
	messages: Message[];
	tools?: { function: { name: string; description: string; parameters: object } }[];
}

export interface ScriptedModel {
	/** For the field 'Base URL' of n8n's OpenAI credential. */
	readonly url: string;
	/** What it was sent, the oldest first. */
	readonly requests: ChatRequest[];
	close(): void;
}

/**
 * @param calls the arguments of one tool call after the other. After the last one the model answers
 * with what the tool said to it then.
 */
export async function startScriptedModel(calls: readonly object[]): Promise<ScriptedModel> {
	const requests: ChatRequest[] = [];
	const server = createServer((request, response) => {
		void readJson(request).then((body) => {
			requests.push(body);
			response.setHeader('Content-Type', 'application/json');
			response.end(JSON.stringify(completion(nextMessage(body, calls))));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		requests,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

function nextMessage({ messages, tools = [] }: ChatRequest, calls: readonly object[]): object {
	const results = messages.filter(({ role }) => role === 'tool');
	const next = calls[results.length];
	const [tool] = tools;
	if (next === undefined || tool === undefined) {
		return { role: 'assistant', content: `The tool said: ${results.at(-1)?.content ?? 'nothing'}` };
	}
	const call = { name: tool.function.name, arguments: JSON.stringify(next) };
	const id = `call_${results.length}`;
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id, type: 'function', function: call }],
	};
}

/** https://platform.openai.com/docs/api-reference/chat/object */
function completion(message: object): object {
	return {
		id: 'chatcmpl-scripted',
		object: 'chat.completion',
		created: 0,
		model: 'scripted',
		choices: [
			{ index: 0, message, finish_reason: 'tool_calls' in message ? 'tool_calls' : 'stop' },
		],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

async function readJson(request: IncomingMessage): Promise<ChatRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return JSON.parse(Buffer.concat(chunks).toString('utf8')) as ChatRequest;
}
