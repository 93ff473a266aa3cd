export { gemm, gemmScratchBytes } from './gemm';
export { addScaled, combineRows, scanRows, sumAndSquares } from './vectors';
export { solveFactors, solveScratchBytes } from './solveFactors';
export { addSparseRows, multiplySparse, pickSparseRows } from './sparseRows';
export { addQuantisedScan, quantiseRows } from './quantised';
export { topK } from './topK';
export { factorise, identityPlusGram, productColumn, solveMany, transposeRows } from './leastSquares';
