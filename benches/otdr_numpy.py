"""The reflectometer of src/instrument/otdr in numpy: prints its time beside ours and how far noiseless traces differ.

Started by otdr.sh, which hands over the cases, our own noiseless power and our time as a JSON file.

The model is linear but for saturation, so that it is a sum: backscatter length by length, each as the difference of a
filtered running integral a pulse apart, and reflections, each in the short stretch where it is not nothing. All
exponentials are evaluated on slices; noise is drawn for the three wavelengths at once and passed through its pole by
doubling, (1 - r z) ** -1 = (1 + r z)(1 + r^2 z^2)(1 + r^4 z^4)...
"""

import json
import math
import sys
import time

import numpy as np

ROUNDS = 41
LIGHT = 0.299792458  # m/ns
GONE = 40.0  # time constants after which a transient is left out


def power(db):
    return 10.0 ** (db / 10.0)


def paths(legs, port_db):
    """Spans (start, end, scatter, decay) and reflections with their ghosts (time, power)."""
    spans, reflectors = [], [(0.0, power(port_db), 1.0, 1.0)]
    share, at = 1.0, 0.0
    for length, fibre_db_km, scatter_db, index, loss_db, back_db in legs:
        trip = 2.0 * index * length / LIGHT
        fibre_db = fibre_db_km * length / 1000.0
        spans.append((at, at + trip, power(scatter_db) * share**2, fibre_db * math.log(10.0) / 5.0 / trip))
        at += trip
        before = share * power(-fibre_db)
        share = before * power(-loss_db)
        if back_db > -999.0:
            reflectors.append((at, power(back_db), before, share))
    echoes = [(t, r * b * b) for t, r, b, _ in reflectors]
    for near_t, near_r, _, behind in reflectors:
        if behind < 1e-30:
            continue
        later = [r for r in reflectors if r[0] > near_t]
        for far_t, far_r, far_b, _ in later:
            for last_t, last_r, last_b, _ in later:
                back = far_b * far_r * near_r * far_b * last_b / behind**2 * last_r * last_b
                if back > 1e-14:
                    echoes.append((far_t - near_t + last_t, back))
    return spans, echoes


def collected(spans, case, times, shift, out, sign):
    """Adds the filtered power still to be collected at `times - shift`, with a sign, to `out`."""
    taus = (case["rise_ns"], case["tail_ns"])
    slow = power(case["tail_db"])
    shares = (1.0 - slow, slow)
    step = case["step_ns"]
    count = len(times)
    whole = [s * -math.expm1(-k * (e - b)) / k for b, e, s, k in spans]
    behind = np.append(np.cumsum(whole[::-1])[::-1], 0.0)
    state = [behind[0], behind[0]]

    def index(t):
        return min(max(math.ceil((t + shift) / step), 0), count)

    out[: index(0.0)] += sign * behind[0]
    bounds = [(b, e) for b, e, _, _ in spans] + [(spans[-1][1], math.inf)]
    for i, (begin, end) in enumerate(bounds):
        if i < len(spans):
            _, _, scatter, decay = spans[i]
            scale = scatter / decay
            constant = behind[i + 1] - scale * math.exp(-decay * (end - begin))
            gains = [scale / (1.0 - decay * tau) for tau in taus]
        else:
            constant, decay, gains = 0.0, 0.0, [0.0, 0.0]
        first, last = index(begin), count if end == math.inf else index(end)
        offsets = times[first:last] - (begin + shift)
        if i < len(spans):
            level = np.multiply(offsets, -decay)
            np.exp(level, out=level)
            level *= sign * (shares[0] * gains[0] + shares[1] * gains[1])
            level += sign * constant
            out[first:last] += level
        for pole, tau in enumerate(taus):
            own = state[pole] - constant - gains[pole]
            until = min(last, first + math.ceil(GONE * tau / step)) - first
            out[first : first + until] += sign * shares[pole] * own * np.exp(offsets[:until] / -tau)
            if i < len(spans):
                length = end - begin
                state[pole] = constant + gains[pole] * math.exp(-decay * length) + own * math.exp(-length / tau)


def reflected(echoes, case, times, out):
    rise, tail, overload = case["rise_ns"], case["tail_ns"], case["overload_ns"]
    slow = power(case["tail_db"])
    pulse, step, count = case["pulse_ns"], case["step_ns"], len(times)
    index = lambda t: min(max(math.ceil(t / step), 0), count)
    for at, back in echoes:
        start, stop = index(at), index(at + pulse)
        for tau, share in ((rise, 1.0 - slow), (tail, slow)):
            out[start:stop] -= back * share * np.expm1((times[start:stop] - at) / -tau)
            end = index(at + pulse + GONE * tau)
            top = -back * share * math.expm1(-pulse / tau)
            out[stop:end] += top * np.exp((times[stop:end] - (at + pulse)) / -tau)
        over = -back * math.expm1(-pulse / rise) - case["saturation"]
        if over > 0.0:
            end = index(at + pulse + GONE * overload)
            over *= power(case["overload_db"])
            out[stop:end] += over * np.exp((times[stop:end] - (at + pulse)) / -overload)


def received(case, port_db, out):
    times = np.arange(case["points"]) * case["step_ns"]
    spans, echoes = paths(case["legs"], port_db)
    out[:] = 0.0
    collected(spans, case, times, case["pulse_ns"], out, 1.0)
    collected(spans, case, times, 0.0, out, -1.0)
    # The line ends before the next pulse, its ghosts do not: their late light falls on the next pulse's.
    period = case["period_ns"]
    late = [(at - period * n, back) for at, back in echoes for n in range(1, int(at / period) + 2)]
    reach = case["pulse_ns"] + GONE * case["overload_ns"]
    reflected(echoes + [echo for echo in late if echo[0] > -reach], case, times, out)


def acquire(cases, port_db, rng, signal):
    for case, row in zip(cases, signal):
        received(case, port_db, row)
    noise = rng.standard_normal(signal.shape)
    kept = math.exp(-cases[0]["step_ns"] / cases[0]["rise_ns"])
    noise[:, 1:] *= math.sqrt(1.0 - kept * kept)
    stride = 1
    while kept**stride > 1e-9 and stride < signal.shape[1]:
        noise[:, stride:] += kept**stride * noise[:, :-stride]
        stride *= 2
    sigma = np.array([[case["noise"]] for case in cases])
    saturation = np.array([[case["saturation"]] for case in cases])
    noise *= sigma
    noise += np.minimum(signal, saturation)
    np.clip(noise, sigma / 10**1.6, saturation, out=noise)
    np.log10(noise, out=noise)
    noise *= 5.0
    return noise.astype(np.float32)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        given = json.load(file)
    cases, port_db = given["cases"], given["port_db"]
    signal = np.empty((len(cases), cases[0]["points"]))
    rng = np.random.Generator(np.random.SFC64(1))
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        acquire(cases, port_db, rng, signal)
        spent.append((time.perf_counter() - start) * 1e3)
    theirs = sorted(spent)[ROUNDS // 2]
    worst = 0.0
    for case, row in zip(cases, signal):
        ours = np.array(case["power"])
        # Far under the noise both are rounding.
        seen = ours > 1e-3 * case["noise"]
        worst = max(worst, float(np.max(np.abs(5.0 * np.log10(row[seen] / ours[seen])))))
    print(f"the same in numpy {np.__version__}:          {theirs:>8.3f} ms; ours takes {given['ms'] / theirs:.2f} of it (aim 0.5)")
    print(f"greatest difference without noise: {worst:.6f} dB (aim 0.01)")
    if worst > 0.01:
        sys.exit("the two models differ")


main()
