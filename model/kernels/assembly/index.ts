export { gemm, gemmScratchBytes } from './gemm';
export { combineRows, scanRows, sumAndSquares } from './vectors';
export { solveFactors, solveScratchBytes } from './solveFactors';
