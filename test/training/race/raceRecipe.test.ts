import assert from 'node:assert/strict';
import { architectureOf } from '../../../src/models/families.ts';
import { schemeNames, tableOf } from '../../../src/positions/scheme.ts';
import { sinusoid } from '../../../src/positions/sinusoid.ts';
import { raceStart } from '../../../src/protocol/race.ts';
import { Random } from '../../../src/random.ts';
import { initialParameters } from '../../../src/training/parameters.ts';
import { raceName } from '../../../src/training/race/raceFile.node.ts';
import { racePlan, recipeFor } from '../../../src/training/race/raceRecipe.ts';
import { parseRecipe } from '../../../src/training/recipe/recipe.ts';

const parsed = schemeNames.map((scheme) => parseRecipe(recipeFor(scheme, raceStart)));
const architectures = parsed.map(({ model }) => architectureOf({ ...model, vocab_size: 60 }));

describe('The recipes of a race', () => {
  it('differ in the scheme only', () => {
    const [first, ...others] = parsed;
    for (const { model, output, ...rest } of others) {
      const { model: _model, output: _output, ...expected } = first;
      assert.deepEqual(rest, expected);
      const { model_type: _type, position_scheme: _scheme, position_scale: _scale, ...sizes } = model!;
      assert.deepEqual(sizes, { n_layer: 2, n_head: 4, n_embd: 64, n_positions: 256 });
      assert.equal(model!.position_scheme, output);
    }
    assert.deepEqual(
      architectures.map(({ config }) => config.positions.name),
      [...schemeNames],
    );
  });

  it('start every model alike, but for its table', () => {
    const weights = architectures.map(({ family, config }) =>
      initialParameters(family.parameters(config), new Random(5)),
    );
    for (const parameters of weights) {
      for (const [i, { name, data }] of parameters.entries()) {
        if (!name.includes('wpe')) assert.deepEqual(data, weights[0][i].data, name);
      }
    }
  });

  it('bring the formulas down to the size of what they are added to', () => {
    const { family, config } = architectures[schemeNames.indexOf('sinusoid')];
    const table = family.parameters(config).find(({ name }) => name.includes('wpe'))!.fixed!();
    const formula = sinusoid.table;
    assert.ok(typeof formula === 'function');
    const { measuredLength, width, positionScale } = racePlan;
    tableOf(formula, measuredLength, width).forEach((value, i) => {
      assert.equal(table[i], Math.fround(positionScale * value));
    });
  });

  it('are told apart by their settings', () => {
    assert.equal(raceName(raceStart), `english-stories-${raceStart.steps}-1`);
  });
});
