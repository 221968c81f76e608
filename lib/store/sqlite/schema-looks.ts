/** How a project is told apart at a glance, and who keeps it at the top. */
export const PROJECT_LOOKS = `
  ALTER TABLE projects ADD COLUMN icon TEXT;
  ALTER TABLE projects ADD COLUMN color TEXT;

  CREATE TABLE project_pins (
    user_id TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, project_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX pins_of_project ON project_pins(project_id);
`;
