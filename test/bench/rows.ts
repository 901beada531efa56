/** The rows that every way turns into elements. No name comes twice, so what is made twice shows. */
export type Row = {
	name: string;
	description: string;
	front: string;
	references: string[];
};

/** @param batch the first part of the names: at most 14 characters, and no other batch's */
export function rowsOf(count: number, batch: string): Row[] {
	return Array.from({ length: count }, (_, number) => rowOf(`${batch} ${number}`));
}

function rowOf(name: string): Row {
	const folder = `https://pictures.example.com/characters/${encodeURIComponent(name)}`;
	return {
		name,
		description: `What ${name} looks like: short black hair, a red scarf and a satchel`,
		front: `${folder}/front.png`,
		references: [`${folder}/left.png`, `${folder}/right.jpg`],
	};
}

/** Its place in its batch, from 0. */
export function rowNumber(name: string): number {
	return Number(/\d+$/.exec(name)?.[0]);
}

/** Its batch, as given to `rowsOf`. */
export function batchOf(name: string): string {
	return name.replace(/ \d+$/, '');
}
