/** Scores of a corpus: shares that must not fall, and counts that must not grow. */
export interface Figures {
  readonly atLeast: Readonly<Record<string, number>>;
  /** Share of right causes by family. */
  readonly families: Readonly<Record<string, number>>;
  readonly atMost: Readonly<Record<string, number>>;
}

/** One line for each figure that is worse than its floor. */
export function belowFloor(reached: Figures, floor: Figures): readonly string[] {
  const fallen = (name: string, is: number | undefined, least: number): readonly string[] =>
    (is ?? 0) < least ? [`${name} is ${String(is ?? 0)}, the floor is ${String(least)}`] : [];
  return [
    ...Object.entries(floor.atLeast).flatMap(([name, least]) =>
      fallen(name, reached.atLeast[name], least),
    ),
    ...Object.entries(floor.families).flatMap(([name, least]) =>
      fallen(`family ${name}`, reached.families[name], least),
    ),
    ...Object.entries(floor.atMost).flatMap(([name, most]) => {
      const is = reached.atMost[name] ?? 0;
      return is > most ? [`${name} is ${String(is)}, at most ${String(most)} is allowed`] : [];
    }),
  ];
}

/** The floor with every figure that was beaten lifted to it. */
export function raisedFloor(reached: Figures, floor: Figures): Figures {
  return {
    atLeast: merged(reached.atLeast, floor.atLeast, Math.max),
    families: merged(reached.families, floor.families, Math.max),
    atMost: merged(reached.atMost, floor.atMost, Math.min),
  };
}

function merged(
  reached: Readonly<Record<string, number>>,
  floor: Readonly<Record<string, number>>,
  better: (a: number, b: number) => number,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(reached).map(([name, value]) => [name, better(value, floor[name] ?? value)]),
  );
}
