import type {
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { AUTH_FAILURES } from './tc3/authFailures';
import { SITE_ENDPOINTS } from './tc3/endpoints';
import { signRequest } from './tc3/signRequest';

/**
 * A wrong key comes back with HTTP 200, so the body decides. n8n takes the first rule whose value
 * is found under its key. The last one fires when the answer has no TotalCount, which every good
 * one has: whatever else came back is no proof that the key works.
 */
const TEST_RULES: IAuthenticateRuleResponseSuccessBody[] = [
	...[...AUTH_FAILURES].map(([code, { meaning, remedy }]) => ({
		type: 'responseSuccessBody' as const,
		properties: { key: 'Response.Error.Code', value: code, message: `${meaning} ${remedy}` },
	})),
	{
		type: 'responseSuccessBody',
		properties: {
			key: 'Response.TotalCount',
			value: undefined,
			message:
				'What came back is not the answer of Tencent Cloud VOD, or an error that says nothing about ' +
				"the key. Check 'Site' and 'Endpoint', whether VOD is activated for the account, and any " +
				'proxy on the way, and try again in a minute.',
		},
	},
];

export class TencentCloudApi implements ICredentialType {
	name = 'tencentCloudApi';

	displayName = 'Tencent Cloud API';

	icon: Icon = { light: 'file:tencentCloudApi.svg', dark: 'file:tencentCloudApi.dark.svg' };

	documentationUrl = 'https://www.tencentcloud.com/document/product/598/32675';

	properties: INodeProperties[] = [
		{
			displayName: 'Site',
			name: 'site',
			type: 'options',
			options: [
				{
					name: 'International',
					value: 'international',
					description: 'The account was made at tencentcloud.com',
				},
				{
					name: 'Mainland China',
					value: 'mainland',
					description: 'The account was made at cloud.tencent.com',
				},
				{
					name: 'Custom',
					value: 'custom',
					description: 'A test server or gateway of your own',
				},
			],
			default: 'international',
			description:
				'Where the account was made. The two sites are separate systems: neither knows the keys of the other.',
		},
		{
			displayName: 'Endpoint',
			name: 'endpoint',
			type: 'string',
			displayOptions: { show: { site: ['custom'] } },
			required: true,
			default: '',
			placeholder: 'e.g. http://127.0.0.1:9911',
			description: 'Base URL of your own server, without a path',
		},
		{
			displayName: 'SecretId',
			name: 'secretId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. AKIDEXAMPLE',
			description: 'From the console: Cloud Access Management, API Keys',
		},
		{
			displayName: 'SecretKey',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Belongs to the SecretId. The console shows it once, when the key is made.',
		},
		{
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for temporary keys, which come with one. Leave empty otherwise.',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'string',
			default: '',
			placeholder: 'e.g. ap-singapore',
			description:
				'Only for actions that ask for one; creating elements does not. A request can name another in its header X-TC-Region.',
		},
	];

	/**
	 * Reads the list of sub-applications: changes nothing, needs no region, and is open to sub-users
	 * (https://www.tencentcloud.com/document/product/266/34177).
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ $credentials.site === 'custom' ? $credentials.endpoint : $credentials.site === 'mainland' ? '${SITE_ENDPOINTS.mainland.baseUrl}' : '${SITE_ENDPOINTS.international.baseUrl}' }}`,
			url: '/',
			method: 'POST',
			headers: { 'X-TC-Action': 'DescribeSubAppIds', 'X-TC-Version': '2018-07-17' },
			body: {},
			json: true,
			// The rules then see the answers of proxies and wrong servers, too.
			ignoreHttpStatusErrors: true,
		},
		rules: TEST_RULES,
	};

	/**
	 * Signs when the request leaves. n8n calls it again to repeat a request after HTTP 401.
	 * Rejects with SigningRefused when the credential or the request has to be changed first.
	 */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const timestamp = Math.floor(Date.now() / 1000);
		// Spreading both into one literal takes longer than a hash does.
		return Object.assign({}, requestOptions, signRequest(credentials, requestOptions, timestamp));
	}
}
