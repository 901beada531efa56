/** What the request of a video has beside model, prompt, elements and images. */
import {
	ASPECT_RATIO,
	CHECKS,
	choice,
	onOff,
	PROMPTING,
	RESOLUTION,
	STORED,
	TASK,
	text,
	WHERE,
	type GenerationField,
} from '../shared/generationFields';
import { durationText, MODELS } from '../shared/models';

const DURATION = `How many seconds the video lasts. ${durationsByModel()}`;

/** In the order in which a person thinks of them. */
export const VIDEO_FIELDS: readonly GenerationField[] = [
	{
		path: 'OutputConfig.Duration',
		kind: 'number',
		form: {
			displayName: 'Duration',
			name: 'duration',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 5,
			description: DURATION,
		},
	},
	RESOLUTION,
	ASPECT_RATIO,
	onOff('OutputConfig.AudioGeneration', {
		displayName: 'Audio Generation',
		description: 'Whether the model makes sound, too. GV, OS, Vidu, Jimeng and Kling can.',
	}),
	onOff('OutputConfig.EnableBGM', {
		displayName: 'Background Music',
		description: 'Whether Tencent Cloud adds music from its library',
	}),
	...PROMPTING,
	choice(
		'SceneType',
		{ displayName: 'Scene Type', description: 'A special way to generate, which some models have' },
		{
			motion_control: 'Motion Control (Kling)',
			avatar_i2v: 'Avatar From an Image (Kling)',
			lip_sync: 'Lip Sync (Kling)',
			template_effect: 'Effect Template (Vidu)',
			'3d_scene': '3D Scene (Hunyuan)',
		},
	),
	onOff('OutputConfig.EnhanceSwitch', {
		displayName: 'Video Enhancement',
		description: 'Whether the video is made larger than the model makes it, if need be',
	}),
	onOff('OutputConfig.FrameInterpolate', {
		displayName: 'Frame Interpolation',
		description: 'Whether more frames make the motion smoother. Vidu can.',
	}),
	onOff('OutputConfig.OffPeak', {
		displayName: 'Off Peak',
		description: 'Whether the task may wait for quiet hours, at a lower price',
	}),
	...STORED,
	...CHECKS,
	...WHERE,
	text('Procedure', {
		displayName: 'Procedure',
		description: 'Name of the VOD task flow that goes on with the video',
	}),
	...TASK,
];

/** "Kling: 3 to 15. GV 3.1, 3.1-fast: 8." */
function durationsByModel(): string {
	return MODELS.video
		.flatMap(({ name, versions }) => {
			const known = [...new Set(versions.map(({ durations }) => durations))];
			return known.flatMap((durations) => {
				if (!durations) return [];
				const having = versions.filter((version) => version.durations === durations);
				const which = known.length === 1 ? '' : ` ${having.map((one) => one.name).join(', ')}`;
				return [`${name}${which}: ${durationText(durations)}.`];
			});
		})
		.join(' ');
}
