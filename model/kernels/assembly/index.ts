export { gemm, gemmScratchBytes } from './gemm';
export { scanRows } from './vectors';
export { solveFactors, solveScratchBytes } from './solveFactors';
