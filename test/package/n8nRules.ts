/** n8n's rules for community packages, as its scanner applies them, but with the warnings, which the scanner hides. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ESLint, type Linter } from 'eslint';

const RULES_PREFIX = '@n8n/community-nodes';

export interface RuleSet {
	name: string;
	config: Linter.Config[];
}

interface RulesPlugin {
	meta: { version: string };
	configs: { recommended: Linter.Config };
}

/** Which files to look at: `patterns` seen from `folder`. */
export interface Target {
	name: string;
	folder: string;
	patterns: string[];
}

/** n8n-node lint comes with a newer version of the rules than the scanner; a package has to pass both. */
export async function ruleSets(scanConfig: Linter.Config[]): Promise<RuleSet[]> {
	const { default: newer } = (await import(newerRulesUrl())) as { default: RulesPlugin };
	const isRules = ({ plugins }: Linter.Config): boolean => plugins?.[RULES_PREFIX] !== undefined;
	const older = scanConfig.find(isRules)?.plugins?.[RULES_PREFIX];
	if (older === undefined) throw new Error(`The scanner has no rules ${RULES_PREFIX}`);
	return [
		{ name: `rules ${older.meta?.version}, as in n8n's scanner`, config: scanConfig },
		{
			name: `rules ${newer.meta.version}, as in n8n-node lint`,
			config: scanConfig.map((part) => (isRules(part) ? newer.configs.recommended : part)),
		},
	];
}

function newerRulesUrl(): string {
	const nodeCli = createRequire(require.resolve('@n8n/node-cli/eslint'));
	return pathToFileURL(nodeCli.resolve('@n8n/eslint-plugin-community-nodes')).href;
}

export interface Findings {
	files: number;
	errors: number;
	warnings: number;
	/** Every error and warning with its place; empty when there are none. */
	report: string;
}

export async function lint({ folder, patterns }: Target, { config }: RuleSet): Promise<Findings> {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		errorOnUnmatchedPattern: false,
		overrideConfigFile: true,
		overrideConfig: config,
	});
	const results = await eslint.lintFiles(patterns);
	const formatter = await eslint.loadFormatter('stylish');
	return {
		files: results.length,
		errors: results.reduce((sum, { errorCount }) => sum + errorCount, 0),
		warnings: results.reduce((sum, { warningCount }) => sum + warningCount, 0),
		report: await formatter.format(results),
	};
}
