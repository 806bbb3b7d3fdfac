/** The title of a chart, in which the field is chosen that it goes by. */
export function FieldChoice({
  title,
  fields,
  chosen,
  onChoose,
}: {
  title: string;
  fields: readonly { readonly field: string }[];
  chosen: number;
  onChoose: (place: number) => void;
}) {
  return (
    <h3>
      <label>
        {title}{' '}
        <select onChange={(event) => onChoose(event.currentTarget.selectedIndex)}>
          {fields.map(({ field }, place) => (
            <option selected={place === chosen}>{field}</option>
          ))}
        </select>
      </label>
    </h3>
  );
}
