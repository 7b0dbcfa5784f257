"""PyElastica on the cantilever and the ring of examples/rod_cases.rs; prints both solvers' errors and times.

Started by pyelastica.sh, which hands over our own answers as a JSON file.

A fibre's own radius holds an explicit solver to steps of a ten-millionth of a second. PyElastica is given a thicker
circular section of the same EI, GJ and mass per length instead: Young's modulus is EI / (pi r^4 / 4), the density
m / (pi r^2), the shear modulus E / (2 * 1.17). Stretch and shear grow softer, and the waves along the rod slower, with
the square of r over the length, while bending and twist stay what they are. What the fibre's own radius costs is timed
over a few steps as well. Steps are the longest stable ones, found by trial; compiling is not timed.
"""

import importlib.metadata
import json
import logging
import math
import sys
import time

import elastica as ea
import numpy as np

BENDING = 1e-6  # EI, N m^2
BENDING_OVER_TWISTING = 1.17
MASS = 6.7e-5  # kg/m
FIBRE_RADIUS = 125e-6  # m
THICK_RADIUS = 2e-3  # m

CANTILEVER = dict(free=0.1, elements=32, tip=(0.099618, -0.008172), drag=80.0, time=0.5)
RING = dict(radius=0.05, elements=48, drag=80.0, time=0.4, bend=2e-5, shares=(0.99, 1.01))
CRITICAL = 2.0 * math.pi * math.sqrt(3.0) * BENDING_OVER_TWISTING  # Michell's twist, rad

PROBE = 5000  # steps that a step length has to survive in the search for the longest one


class Simulator(ea.BaseSystemCollection, ea.Constraints, ea.Forcing, ea.Damping):
    pass


def material(radius):
    area = math.pi * radius**2
    youngs = BENDING / (math.pi * radius**4 / 4.0)
    return dict(
        base_radius=radius,
        density=MASS / area,
        youngs_modulus=youngs,
        shear_modulus=youngs / (2.0 * BENDING_OVER_TWISTING),
    )


def world(rod, held_nodes, held_elements, load, drag, step):
    simulator = Simulator()
    simulator.append(rod)
    simulator.constrain(rod).using(
        ea.FixedConstraint, constrained_position_idx=held_nodes, constrained_director_idx=held_elements
    )
    simulator.add_forcing_to(rod).using(ea.GravityForces, acc_gravity=np.array([0.0, 0.0, load]))
    simulator.dampen(rod).using(ea.AnalyticalLinearDamper, uniform_damping_constant=drag, time_step=step)
    simulator.finalize()
    return simulator, rod


def cantilever(radius, step):
    """The clamp holds the direction of the first element, the tangent at its middle: the free length starts there."""
    count = CANTILEVER["elements"]
    h = CANTILEVER["free"] / (count - 0.5)
    rod = ea.CosseratRod.straight_rod(
        count,
        start=np.array([-h / 2.0, 0.0, 0.0]),
        direction=np.array([1.0, 0.0, 0.0]),
        normal=np.array([0.0, 0.0, 1.0]),
        base_length=h * count,
        **material(radius),
    )
    return world(rod, (0, 1), (0,), -9.81, CANTILEVER["drag"], step)


def ring_angles():
    """Angles of the ring's nodes from the middle of the clamped element."""
    return 2.0 * math.pi / RING["elements"] * (np.arange(RING["elements"] + 2) - 0.5)


def ring(radius, step, turned, bend):
    """A straight rod bent to a circle; its first and last element are the same one, clamped, so that it is closed."""
    edges = RING["elements"]
    angles = ring_angles()
    high = bend * (np.sin(2.0 * angles) - 2.0 * np.sin(angles))
    high[[0, 1, edges, edges + 1]] = 0.0
    places = np.array([RING["radius"] * np.cos(angles), RING["radius"] * np.sin(angles), high])
    along = np.diff(places)
    h = np.linalg.norm(along[:, 0])
    along /= np.linalg.norm(along, axis=0)
    up = np.array([0.0, 0.0, 1.0])[:, None] - along[2] * along
    up /= np.linalg.norm(up, axis=0)
    side = np.cross(along, up, axis=0)
    spun = turned * np.arange(edges + 1) / edges
    first = np.cos(spun) * up + np.sin(spun) * side
    directors = np.array([first, np.cross(along, first, axis=0), along])
    rod = ea.CosseratRod.straight_rod(
        edges + 1,
        start=places[:, 0].copy(),
        direction=along[:, 0].copy(),
        normal=np.array([0.0, 0.0, 1.0]),
        base_length=h * (edges + 1),
        position=places,
        directors=directors,
        **material(radius),
    )
    return world(rod, (0, 1, edges, edges + 1), (0, edges), 0.0, RING["drag"], step)


def sound(rod):
    """Whether a run has not blown up."""
    places = rod.position_collection
    return bool(np.isfinite(places).all() and np.abs(places).max() < 1.0 and np.abs(rod.dilatation - 1.0).max() < 0.1)


def run(made, step, steps):
    """Runs so many steps; the seconds that it took, or None where it blew up."""
    simulator, rod = made
    stepper = ea.PositionVerlet()
    now = 0.0
    clock = time.perf_counter()
    for number in range(steps):
        now = stepper.step(simulator, now, step)
        if number % 1000 == 999 and not sound(rod):
            return None
    spent = time.perf_counter() - clock
    return spent if sound(rod) else None


def longest_step(make, radius):
    """The longest stable step of a case, to a twentieth, from short runs."""
    wave = math.sqrt(4.0 * BENDING / MASS) / radius
    high = 4.0 * CANTILEVER["free"] / CANTILEVER["elements"] / wave
    low = None
    while low is None:
        if run(make(radius, high), high, PROBE) is None:
            high /= 2.0
        else:
            low = high
    high = 2.0 * low
    while high / low > 1.05:
        middle = math.sqrt(high * low)
        if run(make(radius, middle), middle, PROBE) is None:
            high = middle
        else:
            low = middle
    return low


def ran(make, radius, step, simulated, read):
    """Runs a case to its end, with a shorter step where the search was too bold: two readings, step, cost."""
    while True:
        made = make(radius, step)
        half = round(simulated / step / 2.0)
        first = run(made, step, half)
        at_half = read(made[1])
        second = first and run(made, step, half)
        if second:
            return (at_half, read(made[1])), step, (first + second) / (2 * half * step)
        step *= 0.9


def cantilever_row(radius):
    step = longest_step(cantilever, radius)
    (_, tip), step, cost = ran(
        cantilever, radius, step, CANTILEVER["time"], lambda rod: rod.position_collection[:, -1].copy()
    )
    off = math.hypot(tip[0] - CANTILEVER["tip"][0], tip[2] - CANTILEVER["tip"][1])
    return dict(case="cantilever", elements=CANTILEVER["elements"], step=step, error=off * 1e3, unit="mm", cost=cost)


def ring_row(radius):
    """Where the rate at which a bent ring grows or comes back is nothing, between two twists beside the threshold."""
    step = longest_step(lambda r, s: ring(r, s, CRITICAL, RING["bend"]), radius)
    waves = np.sin(2.0 * ring_angles())
    rates, costs = [], []
    for share in RING["shares"]:
        reads = []
        for bend in (RING["bend"], -RING["bend"]):
            read, step, cost = ran(
                lambda r, s: ring(r, s, CRITICAL * share, bend),
                radius,
                step,
                RING["time"],
                lambda rod: float(rod.position_collection[2] @ waves),
            )
            reads.append(read)
            costs.append(cost)
        (up, down) = reads
        rates.append(math.log((up[1] - down[1]) / (up[0] - down[0])))
    a, b = RING["shares"]
    share = a - rates[0] * (b - a) / (rates[1] - rates[0])
    cost = sum(costs) / len(costs)
    return dict(case="ring", elements=RING["elements"], step=step, error=(share - 1.0) * 1e2, unit="%", cost=cost)


def own_radius_row(case, make, elements):
    step = longest_step(make, FIBRE_RADIUS)
    spent = run(make(FIBRE_RADIUS, step), step, PROBE)
    return dict(case=case, elements=elements, step=step, error=None, unit="", cost=spent / (PROBE * step))


def main():
    logging.disable(logging.WARNING)
    np.seterr(all="ignore")
    with open(sys.argv[1], encoding="utf-8") as file:
        ours = {row["case"]: row for row in json.load(file)}
    print("compiling PyElastica, then running it: one minute or two", file=sys.stderr)
    run(cantilever(THICK_RADIUS, 1e-7), 1e-7, 10)
    name = f"PyElastica {importlib.metadata.version('pyelastica')}"
    thick, thin = (f"{name}, {radius * 1e3:g} mm" for radius in (THICK_RADIUS, FIBRE_RADIUS))
    rows = [
        ("Épissure", ours["cantilever"]),
        (thick, cantilever_row(THICK_RADIUS)),
        (thin, own_radius_row("cantilever", cantilever, CANTILEVER["elements"])),
        ("Épissure", ours["ring"]),
        (thick, ring_row(THICK_RADIUS)),
        (thin, own_radius_row("ring", lambda r, s: ring(r, s, CRITICAL, RING["bend"]), RING["elements"])),
    ]
    print("Computing time for a simulated second, on one core. Cantilever: error of the tip once it hangs still.")
    print("Ring: error of the twist at which it leaves its plane. PyElastica's radius is given: same EI, GJ, mass.\n")
    print(f"{'case':<11} {'solver':<26} {'elements':>8} {'step, s':>9} {'error':>10} {'computing, s':>12} {'ratio':>10}")
    for solver, row in rows:
        error = "only timed" if row["error"] is None else f"{row['error']:.4f} {row['unit']}"
        ratio = row["cost"] / ours[row["case"]]["cost"]
        print(
            f"{row['case']:<11} {solver:<26} {row['elements']:>8} {row['step']:>9.1e} {error:>10} {row['cost']:>12.4g}"
            f" {ratio:>10,.0f}"
        )


if __name__ == "__main__":
    main()
