import { useState } from 'react';
import { createRoot } from 'react-dom/client';

declare global {
  interface Window {
    /** What React itself knows, for the test to compare with the field. */
    reactState: { file?: string; text?: string; canSave: boolean };
  }
}

/** A controlled form as a console in React has it: what React does not hear of is not there. */
function TokenForm({ isText }: { isText: boolean }) {
  const [file, setFile] = useState<File>();
  const [text, setText] = useState('');
  const canSave = file !== undefined || text !== '';
  window.reactState = { ...(file && { file: file.name }), text, canSave };
  return (
    <form>
      {isText ? (
        <label>
          Company token
          <textarea name="controlled" value={text} onChange={(event) => setText(event.target.value)} />
        </label>
      ) : (
        <label>
          Content token
          <input
            type="file"
            name="controlled"
            onChange={(event) => setFile(event.target.files?.[0])}
            hidden
          />
        </label>
      )}
      <button type="button" disabled={!canSave}>
        Save
      </button>
    </form>
  );
}

const place = document.getElementById('app');
if (place) createRoot(place).render(<TokenForm isText={location.pathname.endsWith('react-text')} />);
