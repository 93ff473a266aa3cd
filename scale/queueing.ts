/**
 * Waiting and loss at c servers that work in parallel, for Poisson arrivals. The offered load `a` is the arrival rate
 * times the mean service time, in Erlang: as many servers are busy on average when nobody is turned away.
 * Source: L. Kleinrock, Queueing Systems, volume 1 (1975), chapters 3 and 5.
 */

/** Less than any share that could be told from none. */
const negligible = 1e-30;

/** Share of arrivals that find all servers busy and are lost (Erlang's B; M/G/c/c, whatever the service times). */
export function erlangB(servers: number, load: number): number {
  let blocked = 1;
  // B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)): no factorials that overflow.
  for (let count = 1; count <= servers; count += 1) {
    blocked = (load * blocked) / (count + load * blocked);
    // More servers only make it less.
    if (blocked < negligible) return 0;
  }
  return blocked;
}

/** Share of arrivals that have to wait (Erlang's C; M/M/c). 1 at and beyond saturation. */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1;
  const blocked = erlangB(servers, load);
  return (servers * blocked) / (servers - load * (1 - blocked));
}

/** A station of servers with one queue. Times in seconds. */
export interface Station {
  servers: number;
  /** Mean. */
  serviceSeconds: number;
  /** Variance of the service time divided by the square of its mean: 1 for M/M/c, 0 for M/D/c. */
  variability: number;
}

/** Share of the time that a server is busy; 1 and more cannot last. */
export const utilization = ({ servers, serviceSeconds }: Station, rate: number): number =>
  (rate * serviceSeconds) / servers;

/**
 * Mean wait of M/G/c: exact for M/M/c and M/G/1 (Pollaczek and Khinchine), for others the approximation of Lee and
 * Longton (1959), the wait of M/M/c times (1 + variability) / 2. Infinite at saturation.
 */
export function meanWait(station: Station, rate: number): number {
  const { servers, serviceSeconds, variability } = station;
  const load = rate * serviceSeconds;
  if (load >= servers) return Infinity;
  const waitOfExponential = (erlangC(servers, load) * serviceSeconds) / (servers - load);
  return (waitOfExponential * (1 + variability)) / 2;
}

/**
 * The wait that a share of arrivals stays below: exact for M/M/c, where the wait of those who wait is exponential; for
 * others with the mean wait above.
 */
export function waitBelow(station: Station, rate: number, share: number): number {
  const { servers, serviceSeconds } = station;
  const load = rate * serviceSeconds;
  if (load >= servers) return Infinity;
  const waits = erlangC(servers, load);
  if (waits <= 1 - share) return 0;
  return (meanWait(station, rate) / waits) * Math.log(waits / (1 - share));
}

/** The fewest servers that lose at most a share of arrivals. */
export function serversForLoss(load: number, share: number): number {
  let blocked = 1;
  let servers = 0;
  while (blocked > share) {
    servers += 1;
    blocked = (load * blocked) / (servers + load * blocked);
  }
  return servers;
}

/** The fewest servers at which the wait of a share of arrivals stays below a limit of seconds. */
export function serversForWait(station: Omit<Station, 'servers'>, rate: number, share: number, limit: number): number {
  let servers = Math.floor(rate * station.serviceSeconds) + 1;
  while (waitBelow({ ...station, servers }, rate, share) > limit) servers += 1;
  return servers;
}
