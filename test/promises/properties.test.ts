import { engine } from '../support/node';
import {
	createAdvancedElement,
	createElement,
	generateVideo,
	getTask,
} from '../support/operations';
import { storyCount, storySeed } from '../support/stories/draw';
import { expectPromisesKept } from '../support/stories/property';

const seed = storySeed();

test(`whatever goes wrong, nothing is lost and nothing made twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, createElement, { seed, numRuns: storyCount(300) });
}, 600_000);

test(`whatever goes wrong, no task is lost and none started twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, createAdvancedElement, { seed, numRuns: storyCount(120) });
}, 600_000);

test(`whatever goes wrong, a read makes nothing and raises no doubt (seed ${seed})`, async () => {
	await expectPromisesKept(engine, getTask, { seed, numRuns: storyCount(40) });
}, 600_000);

test(`whatever goes wrong, no video is lost, and none paid twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, generateVideo, { seed, numRuns: storyCount(30) });
}, 600_000);
