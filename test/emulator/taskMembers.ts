import type { DescribeTaskDetailResponse } from 'tencentcloud-sdk-nodejs-vod/tencentcloud/services/vod/v20180717/vod_models';

type Common =
	| 'TaskType'
	| 'Status'
	| 'CreateTime'
	| 'BeginProcessTime'
	| 'FinishTime'
	| 'RequestId';

/** A member of DescribeTaskDetail's answer that tells of one kind of task. */
export type TaskMember = Exclude<keyof DescribeTaskDetailResponse, Common>;

/** Members that recorded answers have and no SDK knows. */
type UnknownMember = 'CreateAigcMaterialTask' | 'FastClipMediaTask';

/** DescribeTaskDetail answers all of them, null but for the one of the task's kind. */
export const NO_TASK: Readonly<Record<TaskMember | UnknownMember, null>> = {
	ProcedureTask: null,
	EditMediaTask: null,
	WechatPublishTask: null,
	ComposeMediaTask: null,
	SplitMediaTask: null,
	WechatMiniProgramPublishTask: null,
	PullUploadTask: null,
	TranscodeTask: null,
	ConcatTask: null,
	ClipTask: null,
	CreateImageSpriteTask: null,
	SnapshotByTimeOffsetTask: null,
	RemoveWatermarkTask: null,
	RebuildMediaTask: null,
	ExtractTraceWatermarkTask: null,
	ExtractCopyRightWatermarkTask: null,
	ReviewAudioVideoTask: null,
	ReduceMediaBitrateTask: null,
	DescribeFileAttributesTask: null,
	QualityInspectTask: null,
	QualityEnhanceTask: null,
	ComplexAdaptiveDynamicStreamingTask: null,
	ProcessMediaByMPSTask: null,
	AigcImageTask: null,
	AigcVideoTask: null,
	ImportMediaKnowledge: null,
	SceneAigcImageTask: null,
	SceneAigcVideoTask: null,
	ProcessImageAsyncTask: null,
	ExtractBlindWatermarkTask: null,
	CreateAigcAdvancedCustomElementTask: null,
	CreateAigcCustomVoiceTask: null,
	CreateAigcSubjectTask: null,
	AigcVideoRedrawTask: null,
	AigcAudioTask: null,
	CreateAigcAudioCloneTask: null,
	DescribeAigcFaceInfoAsyncTask: null,
	CreateAigcMaterialTask: null,
	FastClipMediaTask: null,
};
