import { subAppIdOf, type Account } from '../account';
import type { Made } from '../ledger';

/**
 * The elements of CreateAigcAdvancedCustomElement that a sub-application has. Whether the real service counts
 * those of CreateAigcCustomElement among them is not documented.
 */
export function advancedElements(subAppId: number, account: Account): Made[] {
	return account.ledger
		.ofKind('element')
		.filter(
			({ action, deletedAt, request }) =>
				action === 'CreateAigcAdvancedCustomElement' &&
				deletedAt === undefined &&
				subAppIdOf(request, account) === subAppId,
		);
}
