import { TencentCloudApi } from '../../credentials/TencentCloudApi.credentials';

describe('the form', () => {
	const { properties } = new TencentCloudApi();

	it('has the fields that others rely on, in their order', () => {
		expect(properties.map(({ name }) => name)).toEqual([
			'site',
			'endpoint',
			'secretId',
			'secretKey',
			'sessionToken',
			'region',
		]);
	});

	it('starts with the international site', () => {
		const [site] = properties;

		expect(site?.default).toBe('international');
		expect(site?.options?.map((option) => 'value' in option && option.value)).toEqual([
			'international',
			'mainland',
			'custom',
		]);
	});

	it('masks the key and the token, and nothing else', () => {
		const masked = properties.filter(({ typeOptions }) => typeOptions?.password === true);

		expect(masked.map(({ name }) => name)).toEqual(['secretKey', 'sessionToken']);
	});

	it('asks for the endpoint with the custom site alone', () => {
		const hidden = properties.filter(({ displayOptions }) => displayOptions !== undefined);

		expect(hidden).toMatchObject([
			{ name: 'endpoint', displayOptions: { show: { site: ['custom'] } } },
		]);
	});
});
