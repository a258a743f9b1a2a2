// From values to places on a picture.

const TICKS = 4;
const STEPS = [1, 2, 2.5, 5, 10];

/** Round marks from zero or below to the highest value, and where a value stands. */
export function scaleOf(values, { top, bottom }) {
  const numbers = values.filter(Number.isFinite);
  const low = Math.min(0, ...numbers);
  const high = Math.max(0, ...numbers);
  const step = roundStep((high - low || 1) / TICKS);
  const first = Math.floor(low / step) * step;
  const last = Math.max(Math.ceil(high / step) * step, first + step);
  const ticks = [];
  for (let tick = first; tick <= last + step / 2; tick += step) ticks.push(tick);
  const y = (value) => bottom - ((value - first) / (last - first)) * (bottom - top);
  return { ticks, y };
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * STEPS.find((step) => step * power >= rough * 0.999);
}
