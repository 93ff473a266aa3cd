export { gemm, gemmScratchBytes } from './gemm';
export { combineRows, scanRows } from './vectors';
export { solveFactors, solveScratchBytes } from './solveFactors';
