export { gemm, gemmScratchBytes } from './gemm';
export { blendArrays, combineRows, scanRows, sumAndSquares } from './vectors';
export { solveFactors, solveScratchBytes } from './solveFactors';
export { addSmoothed, addSparseRows, addSparseRows16, multiplySparse, pickSparseRows, pickSparseRows16 } from './sparseRows';
export { addQuantisedRows, addQuantisedScan, quantiseRows } from './quantised';
export { collectFrom, pickValues, topK } from './topK';
export { columnProducts, factorise, identityPlusGram, productColumn, solveMany, transposeRows } from './leastSquares';
