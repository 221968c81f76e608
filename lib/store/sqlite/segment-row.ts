export type SegmentRow = {
  id: string;
  project_id: string;
  file_id: string;
  filename: string;
  mime_type: string;
  format: number;
  passages: number;
  total_length: number;
  buckets: number;
  vector_model: string | null;
  vector_dimensions: number | null;
};
