import { engine } from '../support/node';
import {
	createAdvancedElement,
	createElement,
	generateVideo,
	getTask,
} from '../support/operations';
import { expectPromisesKept } from '../support/stories/property';
import { storySeed } from '../support/storySeed';

const seed = storySeed();

test(`whatever goes wrong, nothing is lost and nothing made twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, createElement, { seed, numRuns: 300 });
}, 600_000);

test(`whatever goes wrong, no task is lost and none started twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, createAdvancedElement, { seed, numRuns: 120 });
}, 600_000);

test(`whatever goes wrong, a read makes nothing and raises no doubt (seed ${seed})`, async () => {
	await expectPromisesKept(engine, getTask, { seed, numRuns: 40 });
}, 600_000);

test(`whatever goes wrong, no video is lost, and none paid twice (seed ${seed})`, async () => {
	await expectPromisesKept(engine, generateVideo, { seed, numRuns: 30 });
}, 600_000);
