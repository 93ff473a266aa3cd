/** The names of the tables that data is loaded into. */
export interface DataTables {
  userData: string;
  catalogue: string;
}
