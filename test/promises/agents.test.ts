/** An agent whose tool starts tasks, and that asks again for what it has asked for. */
import fc from 'fast-check';

import { startEmulator } from '../emulator/emulator';
import { callLines } from '../support/callLog';
import { agentOn } from '../support/node';
import { createAdvancedElement, row, type Row } from '../support/operations';
import { speedUp } from '../support/speed';
import { storyCount, storySeed } from '../support/stories/draw';
import { hasFailed, hasFailedBy } from '../support/stories/judgeTasks';
import { storyOfTasks, type Story } from '../support/stories/story';
import { setTheScene, setupFor, TIMES_AS_FAST } from '../support/stories/storyteller';
import { sentOutOfTurn } from '../support/stories/taskLines';
import { errorOf } from '../support/whatIsSeen';

const seed = storySeed();

const operation = createAdvancedElement;

/** What the agent asks for: a number is an element. Those of one round are asked for together. */
const rounds = fc.array(fc.array(fc.nat(3), { minLength: 1, maxLength: 3 }), {
	minLength: 2,
	maxLength: 4,
});

/** For a tool the same input is the same thing, and what was refused is sent again. */
const story = storyOfTasks.map((drawn): Story => {
	const options = { ...drawn.options, reuseCreated: true };
	return {
		...drawn,
		settings: { onError: 'stopWorkflow' },
		options,
		differs: false,
		tls: false,
		steps: [],
	};
});

/** What was said of a name in the last round that asked for it. */
function lastAnswersFor(name: string, calls: Row[][], answers: string[]): string[] {
	const rounds = calls.flatMap((round, n) => round.map((call) => (call.name === name ? n : -1)));
	const last = Math.max(...rounds);
	return answers.filter((_, n) => rounds[n] === last);
}

let stories = 0;

/** @returns every promise that was broken, in words */
async function play(drawn: Story, asked: number[][]): Promise<string[]> {
	const title = (stories++).toString(36);
	const calls = asked.map((round) => round.map((number) => row(`${title} ${number}`)));
	const emulator = await startEmulator();
	const goBackToRealTime = speedUp(TIMES_AS_FAST);
	try {
		setTheScene(emulator, operation, drawn);
		const setup = setupFor(operation, drawn);
		const agent = agentOn(emulator, calls, 'engine', {
			...setup,
			settings: {},
			// What the process remembers by itself is enough for a tool.
			options: { ...setup.options, reuseCreated: false },
			fields: { ...operation.fromModel, ...setup.fields },
		});
		const execution = await agent.execute();
		const lines = callLines(execution);
		const answers = execution.json('Agent').flatMap(({ answers: all }) => all as string[]);
		const { made } = emulator.ledger;
		const broken = calls.flat().flatMap(({ name }, n) => {
			const tasks = emulator.tasks.filter((task) => task.name === name);
			const twice = tasks.filter(
				({ startedAt }) =>
					tasks.filter((one) => one.startedAt <= startedAt && !hasFailedBy(one, startedAt)).length >
					1,
			);
			const ofName = lines.filter((line) => line.name === name);
			const unknown = ofName.filter(({ says }) => says.startsWith('outcome unknown '));
			const unlogged = tasks.filter(
				({ taskId }) => !ofName.some(({ says }) => says.includes(taskId)),
			);
			const answer = answers[n] ?? '';
			const foreign = made.filter((thing) => answer.includes(thing.id) && thing.name !== name);
			// Calls of one round may run in any order: each says what was there when it ended.
			const lastAnswers = lastAnswersFor(name, calls, answers);
			const isDenied = lastAnswers.every((text) => /nothing was created/.test(text));
			return [
				...twice.map(({ taskId }) => `${taskId} of ${name} is one too many`),
				...(unlogged.length > unknown.length ? [`the log misses a task of ${name}`] : []),
				...foreign.map(({ id }) => `${id} is not what was made for ${name}`),
				...(isDenied && tasks.some((task) => !hasFailed(task)) ? [`${name} is denied`] : []),
				...(/It is unknown/.test(answer) && !/Do not call this tool again/.test(answer)
					? [`the model may ask again for ${name}: ${answer}`]
					: []),
			];
		});
		const chapters = [{ execution, company: [execution], lineage: 0, lines }];
		const told = [...lines.map(({ item, says }) => `item ${item}: ${says}`), ...answers];
		const all = [
			...broken,
			...sentOutOfTurn({ operation, story: drawn, chapters }),
			...(execution.status === 'success' ? [] : [errorOf(execution).message]),
			...(answers.length === calls.flat().length ? [] : ['an answer is missing']),
		];
		return all.length === 0 ? [] : [...all, ...told];
	} finally {
		goBackToRealTime();
		await emulator.close();
	}
}

test(`whatever goes wrong, an agent that asks again has each task once (seed ${seed})`, async () => {
	const property = fc.asyncProperty(story, rounds, async (drawn, asked) => {
		expect(await play(drawn, asked)).toEqual([]);
	});
	await fc.assert(property, { seed, numRuns: storyCount(20) });
}, 600_000);
