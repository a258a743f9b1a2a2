// From values to places on a picture.

export const WIDTH = 480;
export const HEIGHT = 230;
export const AREA = { left: 56, right: WIDTH - 12, top: 12, bottom: HEIGHT - 46 };

const TICKS = 4;
const STEPS = [1, 2, 2.5, 5, 10];
// Beyond it, differences are lost in the arithmetic.
const MOST = 1e15;
const LEAST = 1e-12;

/**
 * Round marks from zero or below to the highest value, and where a value stands.
 *
 * @throws {TypeError} of what is no number, or one that no picture has room for
 */
export function scaleOf(values) {
  const fine = (value) => Number.isFinite(value) && Math.abs(value) <= MOST;
  if (!values.every(fine)) throw new TypeError("not numbers");
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep((high - low > LEAST ? high - low : 1) / TICKS);
  const first = Math.floor(low / step) * step;
  const last = Math.max(Math.ceil(high / step) * step, first + step);
  const marks = Math.round((last - first) / step);
  const ticks = Array.from({ length: marks + 1 }, (_, index) => first + index * step);
  const share = (value) => (value - first) / (last - first);
  return { ticks, y: (value) => AREA.bottom - share(value) * (AREA.bottom - AREA.top) };
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * STEPS.find((step) => step * power >= rough * 0.999);
}
