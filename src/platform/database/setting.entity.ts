import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A fact about the installation as a whole, such as the key check. */
@Entity('settings')
export class Setting {
  @PrimaryColumn({ type: 'varchar', length: 60 })
  name: string;

  @Column({ type: 'text' })
  value: string;
}
